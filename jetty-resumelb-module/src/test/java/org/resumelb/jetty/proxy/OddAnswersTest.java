package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.client.ContentResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.CapturedLog;

/** Answers such as old and careless servers give them. */
@Timeout(120)
class OddAnswersTest {
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

    @TempDir
    Path base;

    /** Answers requests for /odd in its own way, and others as it should. */
    private static RawWorker worker(String odd) throws IOException {
        return new RawWorker((head, socket) -> {
            boolean isOdd = head.contains(" /odd ");
            RawWorker.write(socket, isOdd ? odd : GOOD);
            if (isOdd && !odd.contains("Content-Length") && !odd.contains("chunked") && !odd.contains(" 30")) {
                socket.close();
            }
        });
    }

    /** What a client reads that asks for the odd answer and for a good one over the same connection. */
    private String answers(String method, String odd) throws Exception {
        try (CapturedLog log = new CapturedLog();
                RawWorker worker = worker(odd);
                TestBalancer balancer = new TestBalancer(base, worker.url(), "ejection.failures=1")) {
            balancer.awaitServing(1);
            String answers = balancer.raw(method + " /odd HTTP/1.1\r\nHost: h\r\n\r\n"
                    + "GET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
            assertEquals(List.of(), log.linesWith("\tat "));
            return answers;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\n\r\nbody",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "Content-Length: 0\r\n\r\n",
                "Content-Length: 4\r\n\r\n"
            })
    void a204EndsWithItsHeadAndTheNextAnswerIsRight(String rest) throws Exception {
        String answers = answers("GET", "HTTP/1.1 204 No Content\r\n" + rest);
        assertTrue(answers.startsWith("HTTP/1.1 204 No Content\r\n"), answers);
        String first = answers.substring(0, answers.indexOf("\r\n\r\n") + 4);
        assertFalse(first.toLowerCase(Locale.ROOT).contains("content-length"), answers);
        assertFalse(first.toLowerCase(Locale.ROOT).contains("transfer-encoding"), answers);
        assertTrue(answers.substring(first.length()).startsWith("HTTP/1.1 200 OK\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @Test
    void a304KeepsTheLengthOfWhatItStandsFor() throws Exception {
        String answers = answers("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\nETag: x\r\n\r\n");
        assertTrue(answers.startsWith("HTTP/1.1 304 Not Modified\r\n"), answers);
        assertTrue(answers.contains("Content-Length: 4\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked\r\n\r\n", "\r\n"})
    void theAnswerToHeadGetsNoLengthThatItDidNotHave(String rest) throws Exception {
        String answers = answers("HEAD", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + rest);
        assertTrue(answers.startsWith("HTTP/1.1 200 OK\r\n"), answers);
        String first = answers.substring(0, answers.indexOf("\r\n\r\n") + 4);
        assertFalse(first.contains("Content-Length"), answers);
        assertTrue(answers.substring(first.length()).startsWith("HTTP/1.1 200 OK\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @Test
    void theAnswerToHeadKeepsItsLength() throws Exception {
        String answers = answers("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 4711\r\n\r\n");
        assertTrue(answers.contains("Content-Length: 4711\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @Test
    void whiteSpaceBeforeTheColonIsTakenOff() throws Exception {
        String answers = answers("GET", "HTTP/1.1 200 OK\r\nX-Odd : 1\r\nX-Tab\t: 2\r\nContent-Length: 0\r\n\r\n");
        assertTrue(answers.startsWith("HTTP/1.1 200 OK\r\n"), answers);
        assertTrue(answers.contains("X-Odd: 1\r\n"), answers);
        assertTrue(answers.contains("X-Tab: 2\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @Test
    void whiteSpaceBeforeTheColonOfALengthIsNoWayPastIt() throws Exception {
        String answers = answers("GET", "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nodd");
        assertTrue(answers.contains("Content-Length: 3\r\n"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200\r\n", "HTTP/1.1 200 \r\n", "HTTP/1.1 999 Odd\r\n", "\r\nHTTP/1.1 200 OK\r\n"})
    void unusualStatusLinesPass(String line) throws Exception {
        String answers = answers("GET", line + "Content-Length: 3\r\n\r\nodd");
        String status = line.contains("999") ? "999" : "200";
        assertTrue(answers.startsWith("HTTP/1.1 " + status), answers);
        assertTrue(answers.contains("\r\n\r\nodd"), answers);
        assertTrue(answers.endsWith("good"), answers);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 17, 30, 50, 62})
    void headsOfUpTo64KiBPass(int kibibytes) throws Exception {
        String field = "X-Long: " + "x".repeat(kibibytes * 1024) + "\r\n";
        try (RawWorker worker = worker("HTTP/1.1 200 OK\r\n" + field + "Content-Length: 0\r\n\r\n");
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            String answer = balancer.raw("GET /odd HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains(field), answer);
            assertTrue(answer.contains("Connection: close\r\n"), "the client's wish is forgotten");
            client.client().setMaxResponseHeadersSize(128 * 1024);
            ContentResponse overHttp2 = client.get("http://127.0.0.1:" + balancer.port(), "/odd");
            assertEquals(kibibytes * 1024, overHttp2.getHeaders().get("X-Long").length());
            balancer.awaitRest();
        }
    }

    @Test
    void aLargerHeadIs502() throws Exception {
        String field = "X-Long: " + "x".repeat(70 * 1024) + "\r\n";
        try (RawWorker worker = worker("HTTP/1.1 200 OK\r\n" + field + "Content-Length: 0\r\n\r\n");
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = balancer.raw("GET /odd HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
            assertTrue(answer.contains("</html>"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void aConnectionThatWasLoggedInServesNobodyElse() throws Exception {
        RawWorker.Script ntlm = (head, socket) -> {
            boolean login = head.contains("Authorization: NTLM");
            boolean asks = head.contains(" /secret ") && !login;
            RawWorker.write(
                    socket,
                    asks
                            ? "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate, NTLM\r\nContent-Length: 0\r\n\r\n"
                            : GOOD);
        };
        try (RawWorker worker = new RawWorker(ntlm);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String[] requests = {
                "GET /secret HTTP/1.1\r\n", "GET / HTTP/1.1\r\nAuthorization: NTLM abc\r\n", "GET / HTTP/1.1\r\n"
            };
            for (String request : requests) {
                try (Socket client = balancer.connect(request + "Host: h\r\n\r\n")) {
                    TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
                    balancer.awaitRest();
                }
            }
            assertEquals(3, worker.connections());
        }
    }

    @Test
    void manyInterimAnswersAreEndedByTheAnswer() throws Exception {
        String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(1000);
        RawWorker.Script hinting = (head, socket) -> {
            for (int i = 0; i < 50; i++) {
                RawWorker.write(socket, hints);
            }
            RawWorker.write(socket, GOOD);
        };
        try (RawWorker worker = new RawWorker(hinting);
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Socket client = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) {
            balancer.awaitServing(1);
            String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answers.endsWith("good"), "the answer is missing");
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 1_000, 30_000})
    void aResetBehindTheLastByteOfAnAnswerIsNobodysConcern(int length) throws Exception {
        int requests = 100;
        RawWorker.Script resets = (head, socket) -> {
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 0);
            RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            RawWorker.write(socket, "x".repeat(length));
            socket.close();
        };
        try (RawWorker worker = new RawWorker(resets);
                TestBalancer balancer = new TestBalancer(base, worker.url(), "ejection.failures=1")) {
            balancer.awaitServing(1);
            String answers = balancer.raw("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".repeat(requests - 1)
                    + "GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertEquals(requests + 1, answers.split("HTTP/1.1 20", -1).length, answers);
            assertEquals(0, balancer.balancer().getEjections());
        }
    }
}
