package org.resumelb.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    @Test
    void whatAWorkerMayMeanIsKept() {
        Report report = new Report(3, 12.5, 0);
        assertEquals(3, report.inFlight());
        assertEquals(12.5, report.serviceMillis());
        assertEquals(0, report.missMillis());
        assertTrue(report.isComplete());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 86_400_001, 1e300})
    void aTimeThatNoWorkerCouldMeanIsAbsent(double millis) {
        assertEquals(Report.NONE, new Report(-1, millis, millis));
        assertEquals(new Report(1, 2, Double.NaN), new Report(1, 2, millis));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 1_000_001, Integer.MAX_VALUE})
    void aNumberOfRequestsThatNoWorkerHasIsAbsent(int inFlight) {
        assertFalse(new Report(inFlight, 1, 1).hasInFlight());
        assertEquals(Report.NONE, new Report(inFlight, Double.NaN, Double.NaN));
    }

    @Test
    void whatIsLackingComesFromAnother() {
        Report first = new Report(-1, 5, Double.NaN);
        Report second = new Report(2, 7, 1);
        assertEquals(new Report(2, 5, 1), first.orElse(second));
        assertEquals(second, second.orElse(first));
        assertEquals(first, first.orElse(Report.NONE));
    }
}
