package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "replay --help",
                "--version",
                "status --version",
                "set --version",
                "drain --help",
                "check --help",
                "completion"
            })
    void helpIsThereForEachCommand(String arguments) {
        assertEquals(0, run(arguments.split(" ")));
        assertTrue(out.toString().contains("resumelb"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void aWrongNumberIsToldInOneLineWithOptionValueAndExpectation() throws Exception {
        String log = Files.writeString(folder.resolve("log"), "").toString();
        assertEquals(2, run("replay", log, "--target", "http://127.0.0.1:1", "--requests", "none"));
        assertOneErrorLine("--requests", "none", "expected: a whole number");
    }

    @Test
    void aMissingLogIsToldInOneLine() {
        assertEquals(2, run("replay", "no-such.log", "--target", "http://127.0.0.1:1"));
        assertOneErrorLine("LOG", "no-such.log", "expected: a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:80", "ftp://host", "http://host/path", "http://", "http://ho st"})
    void aWrongTargetIsToldInOneLine(String target) throws Exception {
        String log = Files.writeString(folder.resolve("log"), "").toString();
        assertEquals(2, run("replay", log, "--target", target));
        assertOneErrorLine("--target", target, "expected: http(s)://host[:port]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-command", "replay", "replay --no-such-option"})
    void wrongArgumentsEndWithCodeTwoAndOneLine(String arguments) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertOneErrorLine("resumelb");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsPlayed() throws Exception {
        String log = Files.writeString(folder.resolve("log"), "").toString();
        String json = folder.resolve("no-such-folder").resolve("x.json").toString();
        assertEquals(2, run("replay", log, "--target", "http://127.0.0.1:1", "--json", json));
        assertOneErrorLine("--json", json, "expected: a file that can be written");
    }

    @Test
    void aFailureEndsWithCodeOneAndOneLine() throws Exception {
        byte[] truncated = {0x1f, (byte) 0x8b, 8};
        String log = Files.write(folder.resolve("log.gz"), truncated).toString();
        assertEquals(1, run("replay", log, "--target", "http://127.0.0.1:1"));
        assertOneErrorLine("resumelb replay: ", log);
    }

    private static final String LINE = "10.0.0.1 - - [20/Feb/2016:05:00:45 +0100] \"GET /a HTTP/1.1\" 200 ";

    @Test
    void aNumberThatIsTooLongMakesALineMalformedAndTheReplayEnds() throws Exception {
        String lines = LINE + "99999999999999999999\n" + LINE + "5\n";
        String log = Files.writeString(folder.resolve("log"), lines).toString();
        HttpServer server = answering();
        try {
            assertEquals(0, run("replay", log, "--target", uri(server)), err.toString());
            assertTrue(out.toString().contains("2, 1 of them malformed"), out.toString());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void ofALogWhoseGzipIsCutOffThePartThatWasPlayedIsReportedAndItsEndTold() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, true)) {
            for (int i = 0; i < 20; i++) {
                gzip.write((LINE + i + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            gzip.flush();
            byte[] whole = packed.toByteArray();
            Files.write(folder.resolve("log.gz"), whole);
        }
        String log = folder.resolve("log.gz").toString();
        HttpServer server = answering();
        try {
            assertEquals(1, run("replay", log, "--target", uri(server)));
        } finally {
            server.stop(0);
        }
        assertTrue(out.toString().contains("requests    20"), out.toString());
        assertOneErrorLine("resumelb replay: " + log + " ends early, after line 20: Unexpected end");
    }

    @Test
    void aCommandThatDoesNotExistIsToldInOneLine() {
        assertEquals(2, run("simulat"));
        assertOneErrorLine("resumelb: simulat: unknown command (expected: one of those that --help lists)");
    }

    @Test
    void aLogWithoutAnyGetIsAFailure() throws Exception {
        String log = Files.writeString(folder.resolve("log"), LINE.replace("GET", "POST") + "5\n")
                .toString();
        assertEquals(1, run("replay", log, "--target", "http://127.0.0.1:1"));
        assertOneErrorLine("resumelb replay: " + log + ": no GET request in 1 lines (expected: at least one)");
    }

    @Test
    void aTargetThatAnswersNothingIsAFailure() throws Exception {
        String log = Files.writeString(folder.resolve("log"), LINE + "5\n").toString();
        String target = "http://127.0.0.1:" + unusedPort();
        assertEquals(1, run("replay", log, "--target", target));
        assertOneErrorLine("resumelb replay: " + target + " answered none of 1 requests");
    }

    private static HttpServer answering() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String uri(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aLogOfWhichNoLineCanBeReadIsAFailure() throws Exception {
        String log = Files.writeString(folder.resolve("log"), "rubbish\nmore\n").toString();
        assertEquals(1, run("replay", log, "--target", "http://127.0.0.1:1"));
        assertOneErrorLine("resumelb replay: " + log + ": none of its 2 lines can be read (expected: common");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "500", "NaN"})
    void aCacheThatIsNoShareOfTheObjectsIsRefused(String percent) {
        assertEquals(2, run("simulate", "--synthetic", "--cache", percent));
        assertOneErrorLine("--cache: ", "(expected: a number above 0, at most 100)");
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void assertOneErrorLine(String... parts) {
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, lines.size(), err.toString());
        for (String part : parts) {
            assertTrue(lines.get(0).contains(part), lines.get(0));
        }
    }
}
