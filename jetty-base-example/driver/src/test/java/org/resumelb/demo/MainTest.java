package org.resumelb.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEachOption() {
        assertEquals(0, run("--help"));
        for (String option : List.of(
                "--log",
                "--workers",
                "--cache",
                "--cache-bytes",
                "--whole-pages",
                "--classifier",
                "--regex",
                "--requests",
                "--policy",
                "--zookeeper",
                "--balancers",
                "--keep",
                "--json",
                "--database")) {
            assertTrue(out.toString().contains(option), out.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--workers, 0, a whole number",
        "--workers, four, a whole number",
        "--balancers, 0, a whole number",
        "--cache, -1, a whole number",
        "--cache-bytes, many, bytes",
        "--regex, no-group, a named group",
        "--requests, 1e6, a whole number",
        "--policy, fastest, least-backlog",
        "--log, no-such.log, a file",
        "--json, no-such-folder/x.json, a file that can be written",
        "--database, postgres, a JDBC URL",
        "--database, jdbc:unknown:x, a JDBC URL",
    })
    void aWrongValueIsToldInOneLineWithOptionValueAndExpectation(String option, String value, String expected) {
        assertEquals(2, run(option, value));
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, lines.size(), err.toString());
        for (String part : List.of(option, value, "expected: ", expected)) {
            assertTrue(lines.get(0).contains(part), lines.get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--cache-bytes, 1M, --cache, 5",
        "--regex, (?<class>.), --classifier, pom.xml",
    })
    void twoOptionsForOneThingAreToldInOneLine(String option, String value, String other, String otherValue) {
        assertEquals(2, run(option, value, other, otherValue));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains(option + ": given with " + other), err.toString());
    }

    @Test
    void anUnknownOptionIsToldInOneLine() {
        assertEquals(2, run("--fast"));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("--fast"), err.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
