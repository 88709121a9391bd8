package org.resumelb.tools.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotesTest {
    /** Else the next report would lose what was written in one place only. */
    @Test
    void theManualEndsWithTheNotesThatReportsAreWrittenWith() throws IOException {
        try (InputStream in = Objects.requireNonNull(StandardReport.class.getResourceAsStream("notes.md"))) {
            String notes = new String(in.readAllBytes(), UTF_8).strip();
            String manual = Files.readString(Path.of("../docs/simulation.md")).strip();
            assertTrue(manual.endsWith(notes), "docs/simulation.md ends with notes.md");
        }
    }
}
