package org.resumelb.jetty.connector;

import java.util.concurrent.Executor;
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
 * HTTP/1.1 connections whose requests are handled by the thread that finds them there, and the next by the thread that
 * has ended the one before, where nothing that handles requests blocks. Jetty hands the connection to a thread of the
 * pool each time, which costs more than reading the request.
 */
final class InlineConnections extends HttpConnectionFactory {
    private InlineConnections(HttpConnectionFactory jettys) {
        super(jettys.getHttpConfiguration());
        setInputBufferSize(jettys.getInputBufferSize());
        setTransferEncodingChunkMaxLength(jettys.getTransferEncodingChunkMaxLength());
    }

    /** Takes the place of what a connector, not started yet, has for HTTP/1.1, if that is Jetty's own. */
    static void install(Connector connector) {
        if (connector instanceof AbstractConnector configurable && !configurable.isRunning()) {
            HttpConnectionFactory present = configurable.getConnectionFactory(HttpConnectionFactory.class);
            if (present != null && present.getClass() == HttpConnectionFactory.class) {
                configurable.addConnectionFactory(new InlineConnections(present));
            }
        }
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = ThreadHandOver.isNeeded(connector.getServer())
                ? new HttpConnection(getHttpConfiguration(), connector, endPoint)
                : new Inline(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class Inline extends HttpConnection {
        Inline(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(
                    Callback.from(Invocable.InvocationType.NON_BLOCKING, callback::succeeded, callback::failed));
        }

        /** What is asked for to go on with this connection, and to tell of its idle time. */
        @Override
        protected Executor getExecutor() {
            Executor threads = super.getExecutor();
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
