package org.resumelb.demo.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverlapTest {
    @Test
    void cachesWithoutCommonRecordsDoNotOverlap() {
        assertEquals(0, Overlap.of(List.of(Set.of(1L, 2L), Set.of(3L), Set.of(4L))));
    }

    @Test
    void equalCachesOverlapWholly() {
        assertEquals(1, Overlap.of(List.of(Set.of(1L, 2L), Set.of(1L, 2L), Set.of(1L, 2L))));
    }

    @Test
    void twoCachesOverlapByTheSharedPartOfAllTheyHold() {
        assertEquals(0.25, Overlap.of(List.of(Set.of(1L, 2L, 3L), Set.of(3L, 4L))));
    }

    @Test
    void manyCachesOverlapAsTheirPairsDoInTheMean() {
        assertEquals((0.5 + 0 + 0) / 3, Overlap.of(List.of(Set.of(1L, 2L), Set.of(1L), Set.of(3L))));
    }

    @Test
    void emptyAndLonelyCachesDoNotOverlap() {
        assertEquals(0, Overlap.of(List.of(Set.of(), Set.of())));
        assertEquals(0, Overlap.of(List.of(Set.of(1L))));
        assertEquals(0, Overlap.of(List.of()));
    }
}
