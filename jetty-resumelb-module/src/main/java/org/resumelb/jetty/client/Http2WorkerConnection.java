package org.resumelb.jetty.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.client.transport.HttpChannel;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.SendFailure;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.HTTP2ClientConnectionFactory;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.http2.client.transport.internal.HTTPSessionListenerPromise;
import org.eclipse.jetty.http2.client.transport.internal.HttpChannelOverHTTP2;
import org.eclipse.jetty.http2.client.transport.internal.HttpConnectionOverHTTP2;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PushPromiseFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 connection to a worker. It differs from that of Jetty's client, as of 12.1.12, in four things:
 *
 * <ul>
 *   <li>When the worker has sent GOAWAY, Jetty closes the connection as the last answer's last frame is read, and fails that
 *       answer, of which everything has arrived, for it. Here what has arrived is delivered.
 *   <li>Behind GOAWAY, Jetty closes the connection while the last requests that are open on it are still being answered, since
 *       its pool counts one too few of them. Here it goes on until all have been answered.
 *   <li>A request whose head is larger than the worker takes is refused and not sent.
 *   <li>An answer fails unless its heads are one with a final status and then trailers at most. Where the first is missing,
 *       Jetty waits for it until a time-out; at a second one its listener throws.
 * </ul>
 *
 * <p>As thread-safe as its base.
 */
final class Http2WorkerConnection extends HttpConnectionOverHTTP2 {
    private volatile boolean isOver;

    /** As the worker has said in GOAWAY. */
    private volatile int lastServed = Integer.MAX_VALUE;

    private Http2WorkerConnection(Destination destination, Session session, HTTP2Connection connection) {
        super(destination, session, connection);
    }

    /** The session has ended: what lacks a part of its answer fails. */
    private void sessionEnded() {
        isOver = true;
        Iterator<HttpChannel> channels = getHttpChannels();
        while (channels.hasNext()) {
            HttpChannel channel = channels.next();
            HttpExchange exchange = channel.getHttpExchange();
            if (exchange != null && !hasArrived(channel)) {
                var unused = exchange.getRequest().abort(new ClosedChannelException());
            }
        }
        getHttpDestination().remove(this);
        destroy();
    }

    /** Whether all of the answer is here. The first releases of Jetty 12.1 cannot tell, and fail it. */
    private static boolean hasArrived(HttpChannel channel) {
        try {
            return channel.isLastDataReceived();
        } catch (NoSuchMethodError e) {
            return false;
        }
    }

    @Override
    public SendFailure send(HttpExchange exchange) {
        int limitBytes = getSession() instanceof HTTP2Session session
                ? session.getGenerator().getHpackEncoder().getMaxHeaderListSize()
                : Integer.MAX_VALUE;
        RequestHeadTooLargeException.check(exchange.getRequest(), limitBytes);
        SendFailure failure = super.send(exchange);
        if (failure == null) {
            failIfPassedOver(exchange);
        } else if (failure.retry) {
            // It is sent again at once, and is not to come here again.
            var unused = getHttpDestination().remove(this);
        }
        return failure;
    }

    /** GOAWAY may come between a stream's number and the stream, which Jetty does not fail then. */
    private void failIfPassedOver(HttpExchange exchange) {
        int last = lastServed;
        if (last == Integer.MAX_VALUE) {
            return;
        }
        Iterator<HttpChannel> channels = getHttpChannels();
        while (channels.hasNext()) {
            HttpChannelOverHTTP2 channel = (HttpChannelOverHTTP2) channels.next();
            Stream stream = channel.getHttpExchange() == exchange ? channel.getStream() : null;
            if (stream != null && stream.getId() > last) {
                var unused = exchange.getRequest().abort(new RetryableRequestException("behind the last stream"));
            }
        }
    }

    /** The pool, which has no more use for it, may call this while requests are open: the session ends after the last. */
    @Override
    public void close() {
        boolean isRunning = getHttpDestination().getHttpClient().isRunning();
        boolean endsByItself =
                isRunning && getSession().isClosed() && getHttpChannels().hasNext();
        if (!endsByItself) {
            super.close();
        }
    }

    @Override
    public boolean isClosed() {
        return isOver || super.isClosed();
    }

    @Override
    protected @Nullable HttpChannelOverHTTP2 acquireHttpChannel() {
        return isOver ? null : super.acquireHttpChannel();
    }

    @Override
    protected HttpChannelOverHTTP2 newHttpChannel() {
        return new Channel(this, getSession());
    }

    private static final class Channel extends HttpChannelOverHTTP2 {
        private final Stream.Listener listener = new StatusFirst(super.getStreamListener(), this::getHttpExchange);

        Channel(HttpConnectionOverHTTP2 connection, Session session) {
            super(connection, session);
        }

        @Override
        public Stream.Listener getStreamListener() {
            return listener;
        }
    }

    /** Fails the exchange whose answer is not a head with a status, and then what belongs to it. Called by one thread at a time, as the frames come. */
    private static final class StatusFirst implements Stream.Listener {
        private final Stream.Listener next;
        private final Supplier<@Nullable HttpExchange> exchange;
        private @Nullable Stream answered;

        StatusFirst(Stream.Listener next, Supplier<@Nullable HttpExchange> exchange) {
            this.next = next;
            this.exchange = exchange;
        }

        @Override
        public void onNewStream(Stream stream) {
            next.onNewStream(stream);
        }

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame, Callback callback) {
            boolean isFirst = answered != stream;
            boolean isTrailers = true;
            boolean isInterim = false;
            if (frame.getMetaData() instanceof MetaData.Response head) {
                isTrailers = false;
                isInterim = HttpStatus.isInterim(head.getStatus());
            }
            if (isTrailers == isFirst || (isInterim && frame.isEndStream())) {
                fail(isFirst ? "an answer without a status" : "a status behind an answer's head");
                callback.succeeded();
                return;
            }
            answered = isInterim ? answered : stream;
            next.onHeaders(stream, frame, callback);
        }

        private void fail(String reason) {
            HttpExchange current = exchange.get();
            if (current != null) {
                var unused = current.getRequest().abort(new ProtocolException(reason));
            }
        }

        @Override
        public Stream.@Nullable Listener onPush(Stream stream, PushPromiseFrame frame) {
            return next.onPush(stream, frame);
        }

        /** The first releases of Jetty 12.1 know this form alone. */
        @Override
        public void onDataAvailable(Stream stream) {
            next.onDataAvailable(stream);
        }

        @Override
        public void onDataAvailable(Stream stream, boolean dispatch) {
            next.onDataAvailable(stream, dispatch);
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            next.onReset(stream, frame, callback);
        }

        @Override
        public void onIdleTimeout(Stream stream, TimeoutException failure, Promise<Boolean> promise) {
            next.onIdleTimeout(stream, failure, promise);
        }

        @Override
        public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
            next.onFailure(stream, error, reason, failure, callback);
        }
    }

    /** What makes such connections, for a client's transport. */
    static final class Factory extends ClientConnectionFactory.Info {
        Factory(HTTP2Client client) {
            super(new Connections(client));
        }

        @Override
        public List<String> getProtocols(boolean secure) {
            return secure ? List.of("h2", "h2c") : List.of("h2c");
        }
    }

    private static final class Connections extends ClientConnectionFactoryOverHTTP2 {
        private final HTTP2Client client;
        private final ClientConnectionFactory sessions = new HTTP2ClientConnectionFactory();

        Connections(HTTP2Client client) {
            super(client);
            this.client = client;
        }

        @Override
        public org.eclipse.jetty.io.Connection newConnection(EndPoint endPoint, Map<String, Object> context)
                throws IOException {
            SessionListener listener = new SessionListener(context);
            context.put(HTTP2Client.CONTEXT_KEY, client);
            context.put(HTTP2Client.SESSION_LISTENER_CONTEXT_KEY, listener);
            context.put(HTTP2Client.SESSION_PROMISE_CONTEXT_KEY, listener);
            return sessions.newConnection(endPoint, context);
        }
    }

    private static final class SessionListener extends HTTPSessionListenerPromise {
        private volatile @Nullable Http2WorkerConnection made;

        SessionListener(Map<String, Object> context) {
            super(context);
        }

        @Override
        protected Connection newConnection(Destination destination, Session session, HTTP2Connection connection) {
            Http2WorkerConnection present = new Http2WorkerConnection(destination, session, connection);
            made = present;
            return present;
        }

        @Override
        public void onGoAway(Session session, GoAwayFrame frame) {
            Http2WorkerConnection present = made;
            if (present != null) {
                present.lastServed = frame.getLastStreamId();
            }
            super.onGoAway(session, frame);
        }

        @Override
        public void onClose(HttpConnectionOverHTTP2 connection, GoAwayFrame frame) {
            ((Http2WorkerConnection) connection).sessionEnded();
        }
    }
}
