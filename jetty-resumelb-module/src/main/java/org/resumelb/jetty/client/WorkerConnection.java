package org.resumelb.jetty.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.internal.HttpChannelOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpConnectionOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpReceiverOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection to a worker. It differs from that of Jetty's client, as of 12.1.12, in four things:
 *
 * <ul>
 *   <li>A body that the worker does not take is not the end of the answer. Jetty drops what the worker has answered by
 *       then, which a client must read (RFC 9112, section 9.5).
 *   <li>It does not time out while the worker waits for the client.
 *   <li>It serves no other request when bytes follow an answer. Jetty throws away those that came with the answer's end,
 *       and would take the rest for the next answer.
 *   <li>Nobody is asked about each field of an answer's head, one by one.
 * </ul>
 *
 * <p>As thread-safe as its base.
 */
final class WorkerConnection extends HttpConnectionOverHTTP {
    private WorkerConnection(EndPoint endPoint, Map<String, Object> context) {
        super(endPoint, context);
    }

    @Override
    protected HttpChannelOverHTTP newHttpChannel() {
        return new Channel(this);
    }

    @Override
    protected boolean onIdleTimeout(long idleTimeout) {
        HttpExchange exchange = getHttpChannel().getHttpExchange();
        boolean excused = exchange != null
                && exchange.getRequest() instanceof PatientRequest request
                && request.isHeldUpByClient();
        return !excused && super.onIdleTimeout(idleTimeout);
    }

    /** What makes such connections, for a client's transport. */
    static final class Factory extends ClientConnectionFactory.Info {
        Factory() {
            super(new HttpClientConnectionFactory() {
                @Override
                public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
                    return customize(new WorkerConnection(endPoint, context), context);
                }
            });
        }

        @Override
        public List<String> getProtocols(boolean secure) {
            return List.of("http/1.1");
        }
    }

    private static final class Channel extends HttpChannelOverHTTP {
        Channel(HttpConnectionOverHTTP connection) {
            super(connection);
        }

        @Override
        protected HttpReceiverOverHTTP newHttpReceiver() {
            return new Receiver(this);
        }

        /** Decides whether the answer fails with the request; nothing else asks. */
        @Override
        public boolean isLastDataReceived() {
            return true;
        }
    }

    private static final class Receiver extends HttpReceiverOverHTTP {
        /** The last exchange with an interim answer, whose events Jetty may still be about to tell. */
        private @Nullable HttpExchange withInterim;

        Receiver(HttpChannelOverHTTP channel) {
            super(channel);
        }

        /** The parser calls this between an answer's beginning and the end of its head; nobody looks at the head by then. */
        @Override
        protected void responseHeader(HttpExchange exchange, HttpField field) {
            if (HttpStatus.isInterim(exchange.getResponse().getStatus())) {
                withInterim = exchange;
            }
            if (exchange == withInterim) {
                super.responseHeader(exchange, field);
            } else {
                exchange.getResponse().addHeader(field);
            }
        }

        @Override
        public boolean messageComplete() {
            HttpExchange exchange = getHttpExchange();
            if (exchange != null && isFollowedByBytes(exchange.getResponse().getStatus())) {
                exchange.getResponse().headers(own -> own.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE));
            }
            return super.messageComplete();
        }

        /** Another answer follows an interim one, and another protocol 101. */
        private boolean isFollowedByBytes(int status) {
            ByteBuffer rest = getResponseBuffer();
            return rest != null && rest.hasRemaining() && !HttpStatus.isInformational(status);
        }
    }
}
