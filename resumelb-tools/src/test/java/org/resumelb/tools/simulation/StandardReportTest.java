package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardReportTest {
    @Test
    void onlyTheWholeReportHasTheAblation(@TempDir Path directory) throws IOException {
        Runs runs = new Runs(directory.resolve("runs.tsv"));
        var scope = new StandardReport.Scope(List.of(), TraceSet.read(directory), 1, 1, false);
        runs.plan(() -> new StandardReport(directory, scope, runs).compose().write());
        assertFalse(Files.readString(directory.resolve("simulation.md")).contains("## Ablation"));
    }

    @Test
    void aPlanHasEverySectionAndRunsNothing(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("runs.tsv");
        Runs runs = new Runs(file);
        var scope = new StandardReport.Scope(
                List.of(new Point(8, 500, 1, Point.CLOSED)), TraceSet.read(directory), 2, 1, true);
        runs.plan(() -> new StandardReport(directory, scope, runs).compose().write());
        String report = Files.readString(directory.resolve("simulation.md"));
        for (String section : List.of(
                "## Everybody",
                "## The grid",
                "## Small pools",
                "## Recorded traffic",
                "## Restarts in small pools",
                "## When somebody asks for much",
                "## Several load balancers",
                "## Ablation",
                "Skipped: sparkblog")) {
            assertTrue(report.contains(section), section);
        }
        assertTrue(Files.notExists(file), "nothing was run");
    }
}
