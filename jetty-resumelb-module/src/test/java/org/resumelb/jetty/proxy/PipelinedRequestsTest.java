package org.resumelb.jetty.proxy;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** Requests that come before the one in front of them is answered, and that the departure watch meets. */
class PipelinedRequestsTest {
    private static final int REQUEST_BYTES = 100;

    /** They leave less room in the connection's buffer of 16 KiB than the watch reads at once. */
    private static final int NEARLY_FULL = 159;

    private final CompletableFuture<Runnable> slowAnswer = new CompletableFuture<>();

    /** Answers with the target and a semicolon; {@code /slow} when it is told to. */
    private final TestWorker.Behaviour slowFirst = (request, response, callback) -> {
        String path = request.getHttpURI().getPath();
        if (path.equals("/slow")) {
            slowAnswer.complete(() -> Content.Sink.write(response, true, "/slow;", callback));
        } else {
            Content.Sink.write(response, true, path + ";", callback);
        }
    };

    @TempDir
    Path base;

    @Test
    void aRequestBehindASlowOneIsServedAfterIt() throws Exception {
        allAreServed(0, 1);
    }

    @Test
    void moreThanTheBufferHoldsAreServed() throws Exception {
        allAreServed(NEARLY_FULL, 20);
    }

    private void allAreServed(int withTheFirst, int whileTheFirstIsWatched) throws Exception {
        try (TestWorker worker = new TestWorker(slowFirst);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Socket socket = balancer.connect(get("/slow") + gets(0, withTheFirst))) {
            Runnable answer = slowAnswer.get(60, TimeUnit.SECONDS);
            Await.untilTrue("the watch is on", balancer::watchesAClient);
            String more = gets(withTheFirst, whileTheFirstIsWatched);
            socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
            Await.untilTrue("the watch has read what is not for it", () -> !balancer.watchesAClient());
            answer.run();
            InputStream in = socket.getInputStream();
            TestBalancer.readUntil(in, "/slow;");
            for (int i = 0; i < withTheFirst + whileTheFirstIsWatched; i++) {
                TestBalancer.readUntil(in, "/" + i + ";");
            }
            balancer.awaitRest();
        }
    }

    private static String gets(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> get("/" + i)).collect(Collectors.joining());
    }

    /** A request of {@link #REQUEST_BYTES}. */
    private static String get(String target) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Padding: ";
        return head + "x".repeat(REQUEST_BYTES - head.length() - 4) + "\r\n\r\n";
    }
}
