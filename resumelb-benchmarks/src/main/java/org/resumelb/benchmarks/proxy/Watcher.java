package org.resumelb.benchmarks.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Somebody who looks at a load balancer: the dashboard's live stream is open, and metrics are scraped each second. */
final class Watcher {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Watcher() {}

    /** Looks at the admin pages on a port until they are gone. */
    static void begin(int port) {
        inThread(() -> get(port, "/live", "text/event-stream"));
        inThread(() -> {
            while (true) {
                get(port, "/metrics", "text/plain");
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        });
    }

    private interface Looking {
        void look() throws IOException, InterruptedException;
    }

    private static void inThread(Looking looking) {
        Thread thread = new Thread(
                () -> {
                    try {
                        looking.look();
                    } catch (IOException e) {
                        // As a rule, the load balancer has ended.
                        System.err.println("watching ended: " + e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watcher");
        thread.setDaemon(true);
        thread.start();
    }

    private static void get(int port, String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .build();
        HttpResponse<Void> answer = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
    }
}
