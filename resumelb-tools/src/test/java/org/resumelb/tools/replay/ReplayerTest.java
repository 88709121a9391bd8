package org.resumelb.tools.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resumelb.tools.log.LogEntry;

@Timeout(300)
final class ReplayerTest {
    private final EchoServer server = new EchoServer();
    private final Queue<Long> progress = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void eachRequestKeepsTheLogsHostAndTarget() throws Exception {
        play(1, 10, get("a.example", "/x?y=%20z"), get("[::1]:81", "/"));
        assertEquals(List.of("a.example /x?y=%20z", "[::1]:81 /"), List.copyOf(server.seen()));
    }

    @Test
    void oddTargetsAreSentByteForByte() throws Exception {
        List<String> odd = List.of("//a//b", "/a%2Fb", "/a;b=c", "/100%25", "/?", "/a/../b", "/a:b@c?d=[e]");
        play(1, 10, odd.stream().map(target -> get("h", target)).toArray(LogEntry[]::new));
        assertEquals(odd.stream().map(target -> "h " + target).toList(), List.copyOf(server.seen()));
    }

    @Test
    void onlyGetsArePlayed() throws Exception {
        ReplayResult result = play(2, 10, new LogEntry("POST", "h", "/post", 0, 0), get("h", "/get"));
        assertEquals(1, result.requests());
        assertEquals(List.of("h /get"), List.copyOf(server.seen()));
    }

    @Test
    void playEndsAfterTheGivenNumberOfRequests() throws Exception {
        ReplayResult result = play(4, 50, many(80));
        assertEquals(50, result.requests());
        assertEquals(50, server.seen().size());
        assertEquals(50, progress.stream().reduce((a, b) -> b).orElseThrow());
    }

    @Test
    void noMoreRequestsAreUnderWayThanThereAreClients() throws Exception {
        play(3, 200, many(200));
        assertEquals(200, server.seen().size());
        assertTrue(server.mostAtOnce() <= 3, "at once: " + server.mostAtOnce());
    }

    @Test
    void statusesAreCountedAndFromFiveHundredOnAreErrors() throws Exception {
        ReplayResult result = play(2, 10, get("h", "/"), get("h", "/status404"), get("h", "/status503"));
        assertEquals(Map.of(200, 1L, 404, 1L, 503, 1L), result.statuses());
        assertEquals(1, result.errors());
        assertEquals(3, result.latencyNanos().getTotalCount());
    }

    @Test
    void wherePagesAreKnownToExistAMissingOneIsAnError() throws Exception {
        ReplaySettings strict = new ReplaySettings(server.uri(), 1, Duration.ofSeconds(60), 400);
        assertEquals(1, play(strict, 10, get("h", "/status404")).errors());
    }

    @Test
    void requestsGoToSeveralServersInTurn() throws Exception {
        URI dead;
        try (ServerSocket socket = new ServerSocket(0)) {
            dead = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        ReplayResult result =
                play(new ReplaySettings(List.of(server.uri(), dead), 1, Duration.ofSeconds(60), 500), 20, many(20));
        assertEquals(10, server.seen().size());
        assertEquals(10, result.errors());
    }

    @Test
    void anAnswerThatBreaksOffIsAnErrorWithItsReason() throws Exception {
        ReplayResult result = play(1, 10, get("h", "/abort"), get("h", "/"));
        assertEquals(2, result.requests());
        assertEquals(1, result.errors());
        assertEquals(
                1,
                result.failures().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(1, result.latencyNanos().getTotalCount());
    }

    @Test
    void aDeadTargetFailsEveryRequestAndEnds() throws Exception {
        URI dead;
        try (ServerSocket socket = new ServerSocket(0)) {
            dead = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        ReplaySettings settings = new ReplaySettings(dead, 4, Duration.ofSeconds(60), 500);
        ReplayResult result = play(settings, 2000, many(2000));
        assertEquals(2000, result.requests());
        assertEquals(2000, result.errors());
        assertEquals(Map.of("ConnectException", 2000L), result.failures());
    }

    @Test
    void anUnreadableLogEndsThePlayWithItsError() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        LogSource broken = () -> {
            if (calls.incrementAndGet() > 5) {
                throw new IOException("disk gone");
            }
            return get("h", "/");
        };
        try (Replayer replayer = new Replayer(settings(2))) {
            IOException e = assertThrows(IOException.class, () -> replayer.play(broken, 100, this::note));
            assertEquals("disk gone", String.valueOf(e.getMessage()));
        }
    }

    @Test
    void ratesAndPercentilesComeFromTheMeasuredTimes() throws Exception {
        ReplayResult result = play(2, 100, many(100));
        assertTrue(result.requestsPerSecond() > 0);
        assertTrue(result.latencyMillis(50) <= result.latencyMillis(99));
        assertTrue(result.latencyMillis(99) <= result.elapsedNanos() / 1e6 + 1);
    }

    private ReplayResult play(int concurrency, long requests, LogEntry... entries) throws Exception {
        return play(settings(concurrency), requests, entries);
    }

    private ReplaySettings settings(int concurrency) {
        return new ReplaySettings(server.uri(), concurrency, Duration.ofSeconds(60), 500);
    }

    private ReplayResult play(ReplaySettings settings, long requests, LogEntry... entries) throws Exception {
        Iterator<LogEntry> log = List.of(entries).iterator();
        try (Replayer replayer = new Replayer(settings)) {
            return replayer.play(() -> log.hasNext() ? log.next() : null, requests, this::note);
        }
    }

    private void note(long requests, long errors) {
        progress.add(requests);
    }

    private static LogEntry[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> get("h", "/" + i)).toArray(LogEntry[]::new);
    }

    private static LogEntry get(String host, String target) {
        return new LogEntry("GET", host, target, 0, 0);
    }
}
