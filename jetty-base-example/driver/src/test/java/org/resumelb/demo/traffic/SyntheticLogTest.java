package org.resumelb.demo.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.newspaper.archive.Page;
import org.resumelb.tools.log.LogEntry;

final class SyntheticLogTest {
    private static final int REQUESTS = 20_000;

    @TempDir
    private Path folder;

    @Test
    void theSameSeedMakesTheSameLog() throws IOException {
        assertArrayEquals(Files.readAllBytes(write(1)), Files.readAllBytes(write(1)));
        assertFalse(Arrays.equals(Files.readAllBytes(write(1)), Files.readAllBytes(write(2))));
    }

    @Test
    void itIsReadLikeAnyOtherLog() throws IOException {
        Traffic traffic = Traffic.read(List.of(write(1)), Integer.MAX_VALUE);
        assertEquals(REQUESTS, traffic.size());
        assertEquals(0, traffic.malformedLines());
        assertTrue(traffic.entries().stream().allMatch(entry -> entry.method().equals("GET")));
    }

    @Test
    void popularityIsSkewedButNoSiteRulesAll() throws IOException {
        List<Long> counts = requestsPer(LogEntry::host).values().stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        assertTrue(counts.size() > 490 && counts.size() <= 500, "sites: " + counts.size());
        assertTrue(counts.get(0) > 10 * counts.get(250), "most: " + counts.get(0) + ", median: " + counts.get(250));
        assertTrue(counts.get(0) < REQUESTS / 10, "most: " + counts.get(0));
    }

    @Test
    void allKindsOfPagesAreAskedFor() throws IOException {
        Map<Page.Kind, Long> kinds =
                requestsPer(entry -> Page.of(entry.host(), entry.target()).kind());
        assertEquals(0.08, (double) kinds.getOrDefault(Page.Kind.FRONT, 0L) / REQUESTS, 0.01);
        assertEquals(0.07, (double) kinds.getOrDefault(Page.Kind.SECTION, 0L) / REQUESTS, 0.01);
        assertEquals(0.85, (double) kinds.getOrDefault(Page.Kind.ARTICLE, 0L) / REQUESTS, 0.01);
    }

    @Test
    void skewedDrawsComeAsOftenAsTheirWeightsSay() {
        Skewed skewed = new Skewed(3, 1);
        Random random = new Random(1);
        int[] counts = new int[3];
        for (int i = 0; i < 110_000; i++) {
            counts[skewed.draw(random)]++;
        }
        assertEquals(60_000, counts[0], 1_000);
        assertEquals(30_000, counts[1], 1_000);
        assertEquals(20_000, counts[2], 1_000);
    }

    private <K> Map<K, Long> requestsPer(Function<LogEntry, K> key) throws IOException {
        return Traffic.read(List.of(write(1)), REQUESTS).entries().stream()
                .collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    private Path write(long seed) throws IOException {
        Path file = folder.resolve("made-" + seed + ".gz");
        new SyntheticLog("made", 500, seed).write(file, REQUESTS);
        return file;
    }
}
