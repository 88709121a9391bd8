package org.resumelb.tools.checkworker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.tools.CommandRun;

/** What is said of workers that keep to the protocol, and of others. */
@Timeout(180)
class CheckWorkerCommandTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String type = "application/json";
    private volatile String resume = "";
    private volatile String report = "in-flight=1, service-ms=2.5, miss-ms=0";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean management = exchange.getRequestURI().getPath().startsWith("/.resumelb");
        byte[] body = (management ? resume : "page").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", management ? type : "text/plain");
        if (!management && !report.isEmpty()) {
            exchange.getResponseHeaders().set("Resumelb-Report", report);
        }
        exchange.sendResponseHeaders(management ? status : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private CommandRun check(String... options) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check-worker";
        arguments[1] = url;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(arguments);
    }

    private static void assertSays(CommandRun run, String text) {
        assertTrue(run.out().contains(text), () -> text + "\n" + run.out() + run.err());
    }

    @Test
    void aServerWithoutAResumeIsToldSo() {
        status = 404;
        CommandRun run = check();
        assertEquals(1, run.code());
        assertSays(run, "WRONG  no résumé: 404");
        assertSays(run, "ok     Resumelb-Report: miss-ms=0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"format\":2} | format 2 (expected: 1)",
                "{\"format\":1} | no worker",
                "{\"format\":1,\"worker\":\"w\"} | inFlight  (expected",
                "{\"format\":1,\"worker\":\"w\",\"inFlight\":0} | no classes",
                "{\"format\":1,\"worker\":\"w\",\"inFlight\":0,\"classes\":{\"a\":{\"score\":0}}} | class a: score 0 (expected",
                "{\"format\":1,\"worker\":\"w\",\"inFlight\":0,\"classes\":{\"a\":{\"score\":1}}} | class a: requests  (expected",
                "<html> | no JSON"
            })
    void aWrongResumeIsNamed(String text, String objection) {
        resume = text;
        CommandRun run = check();
        assertEquals(1, run.code());
        assertSays(run, "WRONG  résumé: " + objection);
    }

    @Test
    void aResumeOfAnotherTypeIsNone() {
        type = "text/html";
        assertSays(check(), "WRONG  résumé: 200, text/html (expected: 200, application/json, not encoded)");
    }

    @Test
    void aRefusalHintsAtTheToken() {
        status = 401;
        assertSays(check(), "WRONG  refuses to tell its résumé: 401");
    }

    @Test
    void aWorkerThatMeasuresNothingIsToldEachThing() {
        resume = "{\"format\":1,\"worker\":\"w\",\"inFlight\":0,\"classes\":{}}";
        report = "in-flight=-1, service-ms=1.2345";
        CommandRun run = check();
        assertEquals(1, run.code());
        assertSays(run, "WRONG  answers 200 to what a proxy passed on");
        assertSays(run, "WRONG  Resumelb-Report: in-flight=-1");
        assertSays(run, "WRONG  Resumelb-Report: service-ms=1.2345");
        assertSays(run, "note   Resumelb-Report says no miss-ms");
        assertSays(run, "WRONG  did not record a request of a new class");
        assertSays(run, "note   no stream (application/json)");
        assertSays(run, "4 wrong");
    }

    @Test
    void nobodyThereIsOneLine() {
        server.stop(0);
        CommandRun run = check();
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(" cannot be reached: connection refused"), run.err());
    }

    @Test
    void aWrongAddressIsAWrongArgument() {
        assertEquals(2, CommandRun.of("check-worker", "worker7:8080").code());
        assertEquals(2, check("--token-file=/no/such/file").code());
    }

    /** The reference for other languages, where Python is installed. */
    @Test
    void thePythonWorkerKeepsToTheProtocol(@TempDir Path folder) throws Exception {
        Path script = Path.of("../contrib/python/resumelb.py").toAbsolutePath();
        assumeTrue(hasPython(), "python3 is not installed");
        Path out = folder.resolve("out");
        Process python = new ProcessBuilder("python3", "-B", script.toString(), "0")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            String said = "";
            while (!said.contains("\n") && python.isAlive()) {
                LockSupport.parkNanos(20_000_000);
                said = Files.readString(out);
            }
            String url = said.strip().replaceFirst(".* ", "");
            CommandRun run = CommandRun.of("check-worker", url);
            assertEquals(0, run.code(), run.out() + run.err());
            assertSays(run, "ok     tells of a new skill at once");
        } finally {
            python.destroyForcibly();
        }
    }

    @Test
    void thePythonWorkersOwnTestsPass() throws Exception {
        assumeTrue(hasPython(), "python3 is not installed");
        List<String> command = List.of("python3", "-B", "-m", "unittest", "-q", "test_resumelb");
        Process python = new ProcessBuilder(command)
                .directory(Path.of("../contrib/python").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), said);
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
