package org.resumelb.benchmarks.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The worker behind all rivals: nginx, which costs little, with answers that carry a report as the filter's do, and a
 * résumé stream that this process writes.
 */
final class Workers implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid %1$s/worker.pid;
            error_log %1$s/worker.log;
            events { worker_connections 4096; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              client_body_buffer_size 64k;
              client_max_body_size 0;
              client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
              uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
              server {
                listen 127.0.0.1:%2$d backlog=1024;
                root %1$s;
                default_type text/html;
                add_header Resumelb-Report "in-flight=1, service-ms=0.5";
                location = /post { return 200 "ok"; }
                location /.resumelb/ { proxy_pass http://127.0.0.1:%3$d; proxy_buffering off; proxy_http_version 1.1; }
              }
            }
            """;

    private static final String RESUME = """
            event: resume
            data: {"format":1,"worker":"w","generation":1,"classifier":null,"inFlight":1,"classes":{"site1.example":{"score":1000,"requests":100}}}

            """;

    private final int port = Processes.freePort();
    private final HttpServer resumes;
    private final Process nginx;

    Workers(Path folder) throws IOException {
        resumes = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        resumes.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "resumes");
            thread.setDaemon(true);
            return thread;
        }));
        resumes.createContext("/", Workers::stream);
        resumes.start();
        Files.writeString(folder.resolve("1k"), "x".repeat(1024));
        Files.writeString(folder.resolve("64k"), "x".repeat(64 * 1024));
        Files.writeString(folder.resolve("10m"), "x".repeat(10 * 1024 * 1024));
        Path file = folder.resolve("worker.conf");
        Files.writeString(
                file, CONFIGURATION.formatted(folder, port, resumes.getAddress().getPort()));
        nginx = Processes.start(folder.resolve("worker.out"), "nginx", "-c", file.toString(), "-p", folder.toString());
        Processes.awaitPort(port);
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            String event = RESUME;
            while (true) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
                event = "event: load\ndata: {\"inFlight\":1}\n\n";
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        Processes.end(nginx);
        resumes.stop(0);
    }
}
