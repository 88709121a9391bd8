package org.resumelb.tools.log;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the real request traces, which are not part of this project. */
final class Traces {
    private Traces() {}

    /** The trace's file; the test is skipped, and says why, where there is none. */
    static Path file(String name) {
        String property = System.getProperty("resumelb.traces.dir", "");
        Path folder = property.isEmpty() ? Path.of("..", "..", "shared", "traces") : Path.of(property);
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: no " + file + "; set -Dresumelb.traces.dir=FOLDER");
        return file;
    }
}
