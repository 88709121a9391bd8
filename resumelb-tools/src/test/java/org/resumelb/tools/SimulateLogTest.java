package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulateLogTest {
    private static final int REQUESTS = 1500;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Random random = new Random(1);

    @TempDir
    private Path folder;

    @Test
    void hostsWithPagesOfTheirOwnAreHelped() throws IOException {
        assertEquals(0, run("--log", hosts(), "--workers", "4", "--cache-objects", "120"), err.toString());
        assertSays("1,500 GETs for ", "0 of them odd", "each worker's holds 120 objects");
        assertSays("Affinity would help: by ", ", 4 workers would load ", "least connections");
        assertSays("jetty-base-example/demo --log ", " --whole-pages --workers 4 --cache 120 --requests 1500");
        assertTrue(
                out.toString()
                        .lines()
                        .anyMatch(line -> line.matches("It should show about 0\\.[0-9]{3} database loads per"
                                + " request for least-backlog and 0\\.[0-9]{3} for resume\\.")),
                out.toString());
    }

    @Test
    void theDemosCommandIsWhole() throws IOException {
        String log = log(i -> "GET /" + random.nextInt(40) + "/" + random.nextInt(10) + " HTTP/1.1");
        assertEquals(0, run("--log", log, "--workers", "4", "--cache-bytes", "1200"), err.toString());
        assertSays(" --workers 4 --cache-bytes 1200 --requests 1500 --regex 'path:^/");
        Path file = Files.writeString(
                folder.resolve("it's mine.xml"),
                "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>query</Arg>"
                        + "<Arg>tenant=(?&lt;class&gt;[0-9]+)</Arg></Configure>");
        String tenants =
                log(i -> "GET /app?page=" + random.nextInt(10) + "&tenant=" + random.nextInt(40) + " HTTP/1.1");
        assertEquals(
                0,
                run("--log", tenants, "--workers", "4", "--cache-objects", "110", "--classifier", file.toString()),
                err.toString());
        assertSays(" --classifier '" + folder + "/it'\\''s mine.xml'");
    }

    @Test
    void theFewestWorkersThatSufficeAreRecommended() throws IOException {
        assertEquals(0, run("--log", hosts(), "--workers", "8,4,2", "--cache-objects", "120"), err.toString());
        assertSays("Affinity would help: by ", ", 4 workers would load ");
    }

    @Test
    void pagesThatAreAskedForOnceAreNot() throws IOException {
        String log = log(i -> "GET /page/" + i + " HTTP/1.1");
        assertEquals(0, run("--log", log, "--workers", "4"), err.toString());
        assertSays("It would not help: ", "100 % of the requests are the first for their object");
        assertFalse(out.toString().contains("--whole-pages"), out.toString());
    }

    @Test
    void cachesThatHoldEverythingNeedNoHelp() throws IOException {
        String log = log(i -> "GET /" + random.nextInt(20) + " HTTP/1.1");
        assertEquals(0, run("--log", log, "--workers", "2", "--cache-objects", "1000"), err.toString());
        assertSays("It would not help: ");
    }

    @Test
    void aShortLogIsSaidToBeTooShort() throws IOException {
        String log = lines(line("GET http://a.example/1 HTTP/1.1"), line("GET http://a.example/2 HTTP/1.1"));
        assertEquals(0, run("--log", log, "--workers", "2"), err.toString());
        assertSays("It would not help, as far as 2 requests can tell");
    }

    @Test
    void aRegexAndAClassifierFileAreTriedAsWell() throws IOException {
        String log = log(i -> "GET /app?tenant=" + random.nextInt(40) + "&page=" + random.nextInt(10) + " HTTP/1.1");
        Path file = Files.writeString(folder.resolve("mine.xml"), """
                <Configure class="org.resumelb.classifier.RegexClassifier">
                  <Arg>query</Arg><Arg>page=(?&lt;class&gt;[0-9]+)</Arg>
                </Configure>
                """);
        String regex = "query:tenant=(?<class>[0-9]+)";
        assertEquals(
                0,
                run(
                        "--log",
                        log,
                        "--workers",
                        "4",
                        "--cache-objects",
                        "110",
                        "--regex",
                        regex,
                        "--classifier",
                        file.toString()),
                err.toString());
        assertSays("mine.xml  ", regex);
        assertTrue(row("mine.xml").matches(".* 10 .*"), row("mine.xml"));
        assertTrue(row(regex).matches(".* 40 .*"), row(regex));
    }

    @Test
    void oddLinesAndOtherMethodsAreCounted() throws IOException {
        List<String> lines = new ArrayList<>(List.of("rubbish", line("POST /a HTTP/1.1"), line("GET /a HTTP/1.1")));
        lines.add("{\"request\":\"GET /b HTTP/1.1\",\"host\":\"b.example\"}");
        assertEquals(0, run("--log", lines(lines.toArray(new String[0])), "--workers", "2"), err.toString());
        assertSays("2 GETs for 2 objects in 4 lines, 1 of them odd, 1 with other methods");
    }

    @Test
    void severalLogsAreReadOneAfterTheOther() throws IOException {
        String first = lines(line("GET /a HTTP/1.1"));
        String second = Files.copy(Path.of(first), folder.resolve("second")).toString();
        assertEquals(0, run("--log", first, second, "--workers", "2"), err.toString());
        assertSays(first + ", " + second + ": 2 GETs for 1 objects in 2 lines");
    }

    @Test
    void aLogThatIsCutOffIsNamedAndUsedUpToThere() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, true)) {
            gzip.write((line("GET /a HTTP/1.1") + "\n").repeat(50).getBytes(StandardCharsets.ISO_8859_1));
            gzip.flush();
            Files.write(folder.resolve("cut.gz"), packed.toByteArray());
        }
        String log = folder.resolve("cut.gz").toString();
        assertEquals(1, run("--log", log, "--workers", "2"));
        assertSays("50 GETs for 1 objects");
        assertOneErrorLine("resumelb simulate: " + log + " ends early, after line 50: Unexpected end");
    }

    @Test
    void aLogWithoutAnyGetIsAFailure() throws IOException {
        assertEquals(1, run("--log", lines("rubbish", "more"), "--workers", "2"));
        assertOneErrorLine("none of the 2 lines can be read (expected: common or combined format");
    }

    @Test
    void sizesOfTheLogFillCachesOfBytes() throws IOException {
        assertEquals(0, run("--log", hosts(), "--workers", "4", "--cache-bytes", "1K"), err.toString());
        assertSays("each worker's holds 1,024 bytes (about 102 objects)");
    }

    @Test
    void jsonTellsTheSame() throws IOException {
        assertEquals(0, run("--log", hosts(), "--workers", "4", "--cache-objects", "120", "--json"), err.toString());
        assertTrue(out.toString().startsWith("{"), out.toString());
        assertSays("\"requests\" : 1500", "\"helps\" : true", "\"workers\" : 4");
        String file = folder.resolve("advice.json").toString();
        assertEquals(0, run("--log", hosts(), "--workers", "4", "--cache-objects", "120", "--json", file));
        assertTrue(Files.readString(Path.of(file)).contains("\"loadsPerRequest\""));
        assertSays("Affinity would help: ");
    }

    @Test
    void thePageShowsWhatALogSaysAsTextAndFetchesNothing() throws IOException {
        Path log = Files.move(Path.of(hosts()), folder.resolve("<script>alert(0)<'\"&img src=x>"));
        Path page = folder.resolve("page.html");
        String regex = "^/(?<class>[<>\"]*)";
        assertEquals(
                0,
                run("--log", log.toString(), "--workers", "2", "--html", page.toString(), "--regex", regex),
                err.toString());
        String html = Files.readString(page);
        assertTrue(html.contains("&lt;script&gt;alert(0)&lt;&#39;&quot;&amp;img src=x&gt;"), html);
        assertFalse(html.contains("<script") || html.contains("<img"), html);
        assertTrue(html.contains("default-src 'none'") && html.contains("<svg"), html);
        // No tag but these, and none of them fetches or runs anything.
        String tags = "!DOCTYPE|/?(html|head|meta|title|style|body|h1|h2|div|p|table|tr|th|td|svg|rect|text|pre)[ >]";
        assertEquals("", html.replaceAll("<(" + tags + ")", "").replaceAll("[^<]", ""), html);
        assertFalse(html.contains("url(") || html.contains("@import"), html);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "--workers 0! --workers",
                "--workers 2,x! --workers",
                "--workers 4,! --workers",
                "--cache-objects 0! --cache-objects",
                "--cache-bytes many! --cache-bytes",
                "--cache-bytes 0! --cache-bytes",
                "--cache-bytes 1K --cache-objects 5! --cache-bytes",
                "--hit-millis 0! --hit-millis",
                "--miss-millis NaN! --miss-millis",
                "--requests 0! --requests",
                "--regex [! --regex",
                "--regex no-group! --regex",
                "--regex foo:(?<class>.)! --regex: source foo (expected: host, path, pathInfo or query)",
                "--classifier no-such-file! --classifier",
                "--html no-such-folder/x.html! --html",
                "--json no-such-folder/x.json! expected: a file that can be written",
                "--cache 5! --cache",
                "--synthetic! --synthetic",
            })
    void aWrongOptionIsToldInOneLine(String options, String named) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--log", lines(line("GET /a HTTP/1.1"))));
        arguments.addAll(Arrays.asList(options.split(" ", -1)));
        assertEquals(2, run(arguments.toArray(new String[0])));
        assertOneErrorLine(named);
    }

    @Test
    void bytesNeedALogThatNamesSizes() throws IOException {
        String log = lines(line("GET /a HTTP/1.1").replace(" 10", " -"));
        assertEquals(2, run("--log", log, "--cache-bytes", "1K"));
        assertOneErrorLine("--cache-bytes: the log contains no sizes (expected: --cache-objects");
    }

    @Test
    void aClassifierFileThatBuildsNoneIsToldInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.xml"), "<Configure class=\"java.lang.Object\"/>");
        assertEquals(2, run("--log", lines(line("GET /a HTTP/1.1")), "--classifier", file.toString()));
        assertOneErrorLine("--classifier: " + file + ": builds ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--workers 0", "--html x.html", "--json", "--cache-objects 5", "--regex x", "--workers 2,4"})
    void optionsOfALogAreRefusedWithoutOne(String options) {
        List<String> arguments = new ArrayList<>(List.of("--synthetic"));
        arguments.addAll(Arrays.asList(options.split(" ", -1)));
        assertEquals(2, run(arguments.toArray(new String[0])));
        assertOneErrorLine(options.split(" ", -1)[0]);
    }

    /** 40 hosts with 10 pages each. */
    private String hosts() throws IOException {
        return log(i -> "GET http://host" + random.nextInt(40) + ".example/" + random.nextInt(10) + " HTTP/1.1");
    }

    private String log(IntFunction<String> requests) throws IOException {
        String[] lines = new String[REQUESTS];
        Arrays.setAll(lines, i -> line(requests.apply(i)));
        return lines(lines);
    }

    private static String line(String request) {
        return "10.0.0.1 - - [20/Feb/2016:05:00:45 +0100] \"" + request + "\" 200 10";
    }

    private String lines(String... lines) throws IOException {
        return Files.write(folder.resolve("access.log"), List.of(lines)).toString();
    }

    private String row(String name) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElse("");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "simulate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private void assertSays(String... parts) {
        for (String part : parts) {
            assertTrue(out.toString().contains(part), part + " in " + out);
        }
    }

    private void assertOneErrorLine(String part) {
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, lines.size(), err.toString());
        assertTrue(lines.get(0).contains(part), lines.get(0));
    }
}
