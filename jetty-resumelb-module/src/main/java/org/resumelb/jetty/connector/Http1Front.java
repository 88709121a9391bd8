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
 * What is changed of HTTP/1.1 in front. Requests are handled by the thread that finds them there, and the next by the
 * thread that has ended the one before, where nothing that handles requests blocks: Jetty hands the connection to a thread
 * of the pool each time, which costs more than reading the request.
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

    /** Takes the place of what a connector, not started yet, has for HTTP/1.1, if that is Jetty's own. */
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
     * A connection that one thread reads at a time. Jetty, as of 12.1.12, answers a head that is malformed or too large in
     * another thread, which goes on to read while the first one gives back the buffer: what it reads, or clears, may then
     * be another client's. A request of HTTP/1.0 expects nothing (RFC 9110, section 10.1.1); Jetty would send it 100
     * Continue.
     */
    private static final class OneReader extends HttpConnection {
        private final boolean inline;

        /** Threads that have come to read, the one that does included. */
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

        /** What is asked for to go on with this connection, and to tell of its idle time. */
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
