package org.resumelb.jetty.proxy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.resume.Report;

class ReportParserTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "wire", "report.txt");

    /** Headers, and what they mean. */
    record Example(List<String> lines, Report report) {}

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(EXAMPLES)) {
            if (line.startsWith("= ")) {
                examples.add(new Example(
                        List.copyOf(lines), meaning(line.substring(2).split(" ", -1))));
                lines.clear();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(line);
            }
        }
        return examples;
    }

    private static Report meaning(String[] values) {
        int inFlight = values[0].equals("-") ? -1 : Integer.parseInt(values[0]);
        return new Report(inFlight, millis(values[1]), millis(values[2]));
    }

    private static double millis(String value) {
        return value.equals("-") ? Double.NaN : Double.parseDouble(value);
    }

    private static Report parse(String name, String value) {
        return ReportParser.parse(HttpFields.build().add(name, value));
    }

    private static Report report(String value) {
        return parse("Resumelb-Report", value);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesMeanWhatTheySay(Example example) {
        HttpFields.Mutable headers = HttpFields.build().add("Content-Type", "text/plain");
        for (String line : example.lines()) {
            headers.add(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
        }
        assertEquals(example.report(), ReportParser.parse(headers));
    }

    @Test
    void thereAreExamplesOfEachKind() throws IOException {
        assertTrue(examples().size() >= 20);
    }

    @Test
    void namesOfHeadersMayBeInAnyCase() {
        assertEquals(new Report(1, 2, 3), parse("resumelb-report", "in-flight=1,service-ms=2\t, miss-ms=3 "));
        assertEquals(new Report(-1, Double.NaN, 3), parse("server-timing", "miss;dur=3"));
        assertEquals(
                new Report(1, Double.NaN, Double.NaN),
                parse("Endpoint-Load-Metrics", "TEXT named_metrics.in_flight:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-flight=1,",
                "in-flight=1,,a=2",
                ",in-flight=1",
                "in-flight=1;",
                "in-flight=1;A=2",
                "in-flight =1",
                "in-flight= 1",
                "in-flight=1 service-ms=2",
                "in-flight=1, Service-ms=2",
                "in-flight=1, a=\"b",
                "in-flight=1, a=\"b\\c\"",
                "in-flight=1, a=:b",
                "in-flight=1, a=:b!:",
                "in-flight=1, a=?2",
                "in-flight=1, a=(1",
                "in-flight=1, a=(1\"b\")",
                "in-flight=1, a=@1.5",
                "in-flight=1, a=%b",
                "in-flight=1, a=1.",
                "in-flight=1, a=.5",
                "in-flight=1, a=1.2345",
                "in-flight=1, a=1e3",
                "in-flight=1, a=+1",
                "in-flight=1, a=--1",
                "in-flight=1, a=1234567890123456",
                "in-flight=1, a=1234567890123.5",
                "in-flight=1, \u00e9=2",
                "in-flight=1, a=\u00e9",
                "{in-flight=1}"
            })
    void whatIsNoDictionarySaysNothing(String value) {
        assertEquals(Report.NONE, report(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-flight=1",
                "  in-flight=1  ",
                "in-flight=9, in-flight=1",
                "in-flight=1.0",
                "*a.b-c_d=1, in-flight=1",
                "a, b;c, in-flight=1;d;e=f/g;h=?1;i=:YQ==:;j=\"k\\\"l\"",
                "a=(), b=(1 2), c=( 3;d  \"e\" );f, in-flight=1",
                "a=?0, b=@-1, c=%\"d%c3%a9\", e=*f:g/h, in-flight=1",
                "a=-999999999999999, b=123456789012.123, in-flight=1"
            })
    void whatOthersMayPutIntoTheDictionaryDoesNoHarm(String value) {
        assertEquals(new Report(1, Double.NaN, Double.NaN), report(value));
    }

    @Test
    void aNumberOfRequestsIsWhole() {
        assertFalse(report("in-flight=1.5").hasInFlight());
        assertFalse(parse("endpoint-load-metrics", "TEXT named_metrics.in_flight=1e-3")
                .hasInFlight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BIN abc",
                "JSON",
                "JSON []",
                "JSON {\"named_metrics\":{\"in_flight\":1}} x",
                "{\"named_metrics\":{\"in_flight\":\"NaN\"}}",
                "{\"named_metrics\":{\"in_flight\":[1]}}",
                "{\"named_metrics\":{\"other\":{\"in_flight\":1}}}",
                "{\"named_metrics\":[1],\"in_flight\":1}",
                "{\"utilization\":{\"in_flight\":1}}",
                "{\"named_metrics\":{\"in_flight\":1e999}}",
                "TEXT",
                "TEXT in_flight=1",
                "TEXT named_metrics.in_flight=1, x",
                "TEXT named_metrics.in_flight=NaN",
                "TEXT named_metrics.in_flight=0x1p3",
                "TEXT named_metrics.in_flight=1d",
                "TEXT named_metrics.in_flight=1-1",
                "in_flight=1"
            })
    void aLoadReportThatSaysNothingOfUseIsIgnored(String value) {
        assertEquals(Report.NONE, parse("endpoint-load-metrics", value));
    }

    @Test
    void whatIsTooLongIsNotRead() {
        String report = "in-flight=1, a=\"" + "x".repeat(StructuredReport.MAX_LENGTH) + "\"";
        assertEquals(Report.NONE, report(report));
        String json = "{\"a\":\"" + "x".repeat(OrcaReport.MAX_LENGTH) + "\",\"named_metrics\":{\"in_flight\":1}}";
        assertEquals(Report.NONE, parse("endpoint-load-metrics", json));
        assertEquals(Report.NONE, parse("endpoint-load-metrics", "{\"a\":".repeat(800)));
        HttpFields.Mutable lines = HttpFields.build();
        for (int i = 0; i < 1000; i++) {
            lines.add("Server-Timing", "miss;dur=1");
        }
        assertEquals(Report.NONE, ReportParser.parse(lines));
    }

    @Test
    void nothingThatAWorkerMaySendMakesItThrow() {
        Random random = new Random(7);
        String alphabet = "in-flight=1,; .:\"\\()?@%*{}[]misdur9eE+T\u00ff";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (String prefix : List.of("", "in-flight=1, ", "JSON ", "TEXT ", "{\"named_metrics\":{", "miss;dur")) {
                HttpFields.Mutable headers = HttpFields.build();
                for (String name : List.of("Resumelb-Report", "endpoint-load-metrics", "Server-Timing")) {
                    headers.add(new HttpField(name, prefix + value));
                }
                Report report = ReportParser.parse(headers);
                assertTrue(report.inFlight() >= -1 && !(report.missMillis() < 0), () -> headers + " " + report);
            }
        }
    }
}
