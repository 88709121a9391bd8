package org.resumelb.jetty.proxy;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A worker that speaks WebSocket over HTTP/1.1, and at {@code /echo} says everything again. */
final class EchoWorker implements AutoCloseable {
    static final int MAX_MESSAGE_BYTES = 10_000_000;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    EchoWorker() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
            container.addMapping("/echo", (request, response, callback) -> new Echo());
        }));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** Public for Jetty, which calls it by reflection. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }
    }
}
