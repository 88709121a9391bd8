package org.resumelb.tools.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessLogReaderTest {
    private static final String TIME = "[20/Feb/2016:05:00:45 +0100]";
    private static final long EPOCH_MILLIS =
            Instant.parse("2016-02-20T04:00:45Z").toEpochMilli();

    @TempDir
    private Path folder;

    @Test
    void aCommonLineIsReadWholly() throws IOException {
        assertEquals(
                List.of(new LogEntry("GET", "fallback.example", "/a?b=c", EPOCH_MILLIS, 187)),
                read("10.0.0.1 - - " + TIME + " \"GET /a?b=c HTTP/1.1\" 200 187"));
    }

    @Test
    void aBodyOfUnknownSizeCountsAsEmpty() throws IOException {
        assertEquals(
                List.of(new LogEntry("HEAD", "fallback.example", "/", EPOCH_MILLIS, 0)),
                read("10.0.0.1 - - " + TIME + " \"HEAD / HTTP/1.1\" 304 -"));
    }

    @Test
    void aCombinedLineIsReadWithItsQuotesInTheAgent() throws IOException {
        assertEquals(
                List.of("fallback.example /x"),
                targets("::1 - bob " + TIME + " \"GET /x HTTP/2.0\" 200 5 \"http://r/\" \"a \\\"quoted\\\" agent\""));
    }

    @Test
    void theLoadBalancersOwnLogIsReadInBothForms() throws IOException {
        String behind = " class=\"shop.example\" worker=10.0.1.2:8081 decision=home wait_ms=0 worker_ms=12 total_ms=12"
                + " attempts=1 request_id=5f0c6f9b1d8e4a07b3c2d1e0f9a8b7c6";
        assertEquals(
                List.of("shop.example /x?y=%20", "shop.example:8080 /x", "fallback.example /x", "shop.example /z?q=1"),
                targets(String.join(
                        "\n",
                        "shop.example 10.0.0.9 - - " + TIME
                                + " \"GET /x?y=%20 HTTP/2.0\" 200 5 \"-\" \"a \\\"b\\\" \\xc3\\xa9\"" + behind,
                        "shop.example:8080 10.0.0.9 - - " + TIME + " \"GET /x HTTP/1.1\" 200 5 \"-\" \"-\"" + behind,
                        "- 10.0.0.9 - - " + TIME + " \"GET /x HTTP/1.1\" - 0 \"-\" \"-\"" + behind,
                        "{\"time\":\"2026-11-27T07:12:03.412Z\",\"client\":\"10.0.0.9\",\"host\":\"shop.example\","
                                + "\"method\":\"GET\",\"target\":\"/z?q=1\",\"protocol\":\"HTTP/1.1\",\"status\":200,"
                                + "\"bytes\":5120,\"class\":\"c\",\"worker\":\"w:1\",\"decision\":\"home\"}")));
    }

    @Test
    void whatAnAdministratorAddedBehindTheLineIsIgnored() throws IOException {
        assertEquals(
                List.of("fallback.example /x"),
                targets("1.2.3.4 - - " + TIME + " \"GET /x HTTP/1.1\" 200 5 \"-\" \"nginx\" 0.003 0.002 ."));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org:80, example.org",
        "Example.ORG:443, example.org",
        "example.org:8443, example.org:8443",
        "[::1]:8080, [::1]:8080",
        "example.org, example.org",
    })
    void theVirtualHostInFrontGivesTheHost(String written, String expected) throws IOException {
        String rest = " 2001:db8::7 - - " + TIME + " \"GET /x HTTP/1.1\" 200 5 \"-\" \"agent\"";
        assertEquals(List.of(expected + " /x"), targets(written + rest));
    }

    @Test
    void theLoadBalancersOwnLogIsTheCombinedFormatWithMoreBehind() throws IOException {
        assertEquals(
                List.of(new LogEntry("GET", "shop.example", "/a?x=1", EPOCH_MILLIS, 5120)),
                read("shop.example 10.0.0.9 - - " + TIME + " \"GET /a?x=1 HTTP/1.1\" 200 5120 \"-\" \"curl/8.5.0\""
                        + " class=\"shop.example\" worker=10.0.1.2:8081 decision=home wait_ms=0 worker_ms=12"
                        + " total_ms=12 attempts=1 request_id=5f0c6f9b"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.nasa.gov/a%20b?q, www.nasa.gov /a%20b?q",
        "https://WWW.Nasa.gov:8443, www.nasa.gov:8443 /",
        "http://nasa.gov?x=1, nasa.gov /?x=1",
        "http://[2001:db8::1]:80/x, [2001:db8::1]:80 /x",
        "http://user:secret@nasa.gov/x, nasa.gov /x",
        "http://nasa.gov/x@y, nasa.gov /x@y",
    })
    void anAbsoluteTargetGivesTheHost(String target, String expected) throws IOException {
        assertEquals(List.of(expected), targets("1.1.1.1 - - " + TIME + " \"GET " + target + " HTTP/1.1\" 302 -"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a\\\"b, /a%22b",
        "/a\\x22b, /a%22b",
        "/a|b{c}^d, /a%7Cb%7Bc%7D%5Ed",
        "/caf\\xc3\\xa9, /caf%C3%A9",
        "/a%7Cb%2Fc//d;e, /a%7Cb%2Fc//d;e",
        "/page#part, /page",
        "/two words, /two%20words",
    })
    void escapesOfTheLogBecomeEscapesOfTheUri(String logged, String expected) throws IOException {
        assertEquals(
                List.of("fallback.example " + expected),
                targets("1.1.1.1 - - " + TIME + " \"GET " + logged + " HTTP/1.1\" 200 1 \"-\" \"-\""));
    }

    @Test
    void rawBytesBeyondAsciiAreEncodedOneByOne() throws IOException {
        assertEquals(
                List.of("fallback.example /caf%C3%A9"),
                targets("1.1.1.1 - - " + TIME + " \"GET /café HTTP/1.1\" 200 1"));
    }

    @Test
    void linesWithoutARequestAreCountedAndPassedOver() throws IOException {
        Path log = write(
                "1.1.1.1 - - " + TIME + " \"-\" 408 -",
                "1.1.1.1 - - " + TIME + " \"\\x16\\x03\\x01\" 400 226",
                "1.1.1.1 - - " + TIME + " \"OPTIONS * HTTP/1.1\" 200 1",
                "1.1.1.1 - - " + TIME + " \"CONNECT a.example:443 HTTP/1.1\" 400 1",
                "garbage",
                "1.1.1.1 - - " + TIME + " \"GET http://<b>a b</b>/x HTTP/1.1\" 400 1",
                "",
                "1.1.1.1 - - " + TIME + " \"GET /good HTTP/1.1\" 200 1");
        try (AccessLogReader reader = AccessLogReader.open(log, "h")) {
            LogEntry entry = reader.next();
            assertEquals("/good", entry == null ? null : entry.target());
            assertNull(reader.next());
            assertEquals(7, reader.lines());
            assertEquals(6, reader.malformedLines());
        }
    }

    @Test
    void aCompressedLogIsRecognisedByItsContent() throws IOException {
        Path plain = write("1.1.1.1 - - " + TIME + " \"GET /zipped HTTP/1.1\" 200 1");
        Path zipped = folder.resolve("no-telling-name");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(plain, out);
        }
        assertEquals(List.of("fallback.example /zipped"), targets(zipped));
    }

    @Test
    void anEmptyLogHasNoRequests() throws IOException {
        assertEquals(List.of(), targets(write()));
    }

    @Test
    void formatsMayChangeFromLineToLine() throws IOException {
        assertEquals(
                List.of("a.example /1", "fallback.example /2", "a.example /3"),
                targets(write(
                        "a.example:80 1.1.1.1 - - " + TIME + " \"GET /1 HTTP/1.1\" 200 1 \"-\" \"-\"",
                        "1.1.1.1 - - " + TIME + " \"GET /2 HTTP/1.1\" 200 1",
                        "a.example:80 1.1.1.1 - - " + TIME + " \"GET /3 HTTP/1.1\" 200 1")));
    }

    private List<LogEntry> read(String line) throws IOException {
        return read(write(line));
    }

    private List<String> targets(String line) throws IOException {
        return targets(write(line));
    }

    private static List<String> targets(Path log) throws IOException {
        return read(log).stream()
                .map(entry -> entry.host() + " " + entry.target())
                .toList();
    }

    private static List<LogEntry> read(Path log) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (AccessLogReader reader = AccessLogReader.open(log, "fallback.example")) {
            for (LogEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("access.log"), List.of(lines), StandardCharsets.UTF_8);
    }
}
