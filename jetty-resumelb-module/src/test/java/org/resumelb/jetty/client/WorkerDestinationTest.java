package org.resumelb.jetty.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.settings.Settings;

/** Requests that wait for a connection, one of which could not be made. */
class WorkerDestinationTest {
    private static final Settings.Upstream SETTINGS =
            new Settings.Upstream(1, 30_000, 30_000, 30_000, new Settings.Tls(null, null, true));
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final HttpClient client = Clients.resumes(SETTINGS);
    private final CompletableFuture<Result> served = new CompletableFuture<>();
    private final CompletableFuture<Result> first = new CompletableFuture<>();
    private final CompletableFuture<Result> second = new CompletableFuture<>();
    private final AtomicBoolean secondWasSent = new AtomicBoolean();

    @Test
    void noneIsSentWhileItIsFailed() throws Exception {
        client.setMaxConnectionsPerDestination(1);
        client.setMaxRequestsQueuedPerDestination(2);
        client.start();
        try (ServerSocket worker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + worker.getLocalPort();
            client.newRequest(url).send(served::complete);
            try (Socket socket = worker.accept()) {
                assertTrue(socket.getInputStream().read() > 0, "the request comes");
                Request waiting = client.newRequest(url);
                waiting.send(result -> freeTheConnection(socket, result));
                client.newRequest(url)
                        .onRequestBegin(request -> secondWasSent.set(true))
                        .send(second::complete);
                HttpDestination destination = (HttpDestination) client.resolveDestination(waiting);
                assertEquals(2, destination.getQueuedRequestCount());
                ConnectException refused = new ConnectException("refused");
                destination.failed(refused);
                assertSame(refused, get(first).getFailure());
                assertSame(refused, get(second).getFailure());
                assertNull(get(served).getFailure());
                assertFalse(secondWasSent.get(), "it was sent, and failed for want of a connection");
            }
        } finally {
            client.stop();
        }
    }

    /** The first is told of its failure; at this moment the connection that there is becomes free. */
    private void freeTheConnection(Socket socket, Result failed) {
        try {
            socket.getOutputStream().write(ANSWER.getBytes(US_ASCII));
            // Jetty gives the connection to the next before it tells of the end.
            var unused = get(served);
            first.complete(failed);
        } catch (Exception e) {
            first.completeExceptionally(e);
        }
    }

    private static Result get(CompletableFuture<Result> result) throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }
}
