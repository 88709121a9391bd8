package org.resumelb.endtoend.toolkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Servers that know nothing of load balancers: without a filter, a management path or Jetty. */
public final class PlainServer {
    private PlainServer() {}

    /** Starts one that answers every request with a text, those for a management path with 404. */
    public static HttpServer start(InetSocketAddress address, String text) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "plain-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            boolean managed = exchange.getRequestURI().getPath().startsWith("/.resumelb");
            exchange.sendResponseHeaders(managed ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
