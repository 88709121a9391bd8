package org.resumelb.jetty.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Changes to HTTP/1.1 for clients. If no handler blocks, requests are handled by the thread that reads them, and the
 * next one by the thread that finished the previous one. Jetty would hand the connection to a thread of the pool each
 * time, which costs more than reading the request.
 */
final class Http1Front extends HttpConnectionFactory {
    private final boolean limitsChunks;

    private Http1Front(HttpConnectionFactory jettys) {
        super(jettys.getHttpConfiguration());
        setInputBufferSize(jettys.getInputBufferSize());
        limitsChunks = takeChunkLimit(jettys);
    }

    /** Whether there is a limit: the first releases of Jetty 12.1 have none. */
    private boolean takeChunkLimit(HttpConnectionFactory jettys) {
        try {
            setTransferEncodingChunkMaxLength(jettys.getTransferEncodingChunkMaxLength());
            return true;
        } catch (NoSuchMethodError e) {
            return false;
        }
    }

    /** Replaces HTTP/1.1 on a connector that is not started yet, if it is Jetty's own implementation. */
    static void install(Connector connector) {
        if (connector instanceof AbstractConnector configurable && !configurable.isRunning()) {
            HttpConnectionFactory present = configurable.getConnectionFactory(HttpConnectionFactory.class);
            if (present != null && present.getClass() == HttpConnectionFactory.class) {
                configurable.addConnectionFactory(new Http1Front(present));
            }
        }
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        boolean inline = !ThreadHandOver.isNeeded(connector.getServer());
        HttpConnection connection = new OneReader(getHttpConfiguration(), connector, endPoint, inline);
        if (limitsChunks) {
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        }
        return configure(connection, connector, endPoint);
    }

    /**
     * A connection that one thread reads at a time. Jetty, as of 12.1.12, responds to a malformed or oversized head on
     * another thread, which continues to read while the first one releases the buffer: what it reads, or clears, may
     * then belong to another client. Also, HTTP/1.0 has no expectations (RFC 9110, section 10.1.1), but Jetty would
     * send 100 Continue.
     */
    private static final class OneReader extends HttpConnection {
        private final boolean inline;

        /** Threads that want to read, including the one that does. */
        private final AtomicInteger readers = new AtomicInteger();

        OneReader(HttpConfiguration configuration, Connector connector, EndPoint endPoint, boolean inline) {
            super(configuration, connector, endPoint);
            this.inline = inline;
        }

        @Override
        public void onFillable() {
            if (readers.getAndIncrement() > 0) {
                return;
            }
            do {
                super.onFillable();
            } while (readers.decrementAndGet() > 0);
        }

        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(
                    inline
                            ? Callback.from(
                                    Invocable.InvocationType.NON_BLOCKING, callback::succeeded, callback::failed)
                            : callback);
        }

        @Override
        protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
            return version == HttpVersion.HTTP_1_0
                    ? new WithoutExpectations(method, uri, version)
                    : super.newHttpStream(method, uri, version);
        }

        private final class WithoutExpectations extends HttpStreamOverHTTP1 {
            WithoutExpectations(String method, String uri, HttpVersion version) {
                super(method, uri, version);
            }

            @Override
            public void parsedHeader(HttpField field) {
                if (field.getHeader() != HttpHeader.EXPECT) {
                    super.parsedHeader(field);
                }
            }
        }

        /** What is needed to continue with this connection, and to report its idle time. */
        @Override
        protected Executor getExecutor() {
            Executor threads = super.getExecutor();
            if (!inline) {
                return threads;
            }
            return task -> {
                if (task == this) {
                    run();
                } else {
                    threads.execute(task);
                }
            };
        }
    }
}
