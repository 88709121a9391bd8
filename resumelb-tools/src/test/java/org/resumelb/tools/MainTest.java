package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    @ValueSource(strings = {"--help", "replay --help", "--version"})
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
        assertOneErrorLine("resumelb replay: ");
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
