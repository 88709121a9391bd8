package org.resumelb.tools.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalSeesOneBarDrawnOverAndOver() {
        ProgressLine line = new ProgressLine(out, true, "play", 2000);
        line.show(1000, 3);
        line.show(2000, 0);
        line.end();
        String half = "play [" + "#".repeat(15) + ".".repeat(15) + "]  50% 1,000/2,000, 3 errors";
        String full = "play [" + "#".repeat(30) + "] 100% 2,000/2,000";
        assertEquals(
                "\r" + half + "\r" + full + " ".repeat(half.length() - full.length()) + System.lineSeparator(),
                shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFileGetsALineForEachTenth() {
        ProgressLine line = new ProgressLine(out, false, "play", 100);
        for (int done = 0; done <= 100; done += 5) {
            line.show(done, 0);
        }
        line.end();
        List<String> lines = shown.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(10, lines.size());
        assertEquals("play 10% 10/100", lines.get(0));
        assertEquals("play 100% 100/100", lines.get(9));
    }

    @Test
    void workOfUnknownSizeIsCounted() {
        ProgressLine line = new ProgressLine(out, false, "play", 0);
        line.show(12345, 0);
        assertEquals("play 12,345" + System.lineSeparator(), shown.toString(StandardCharsets.UTF_8));
    }
}
