package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RecorderTest {

    private final Recorder recorder = new Recorder(100, 1000, 3);
    private int epoch;

    private boolean record(String requestClass, double seconds, Outcome outcome) {
        return recorder.record(new Sample(epoch, requestClass, seconds, outcome, Double.NaN, 0));
    }

    private double score(String requestClass) {
        return recorder.snapshot(0).entries().stream()
                .filter(entry -> entry.requestClass().equals(requestClass))
                .mapToDouble(Resume.Entry::score)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<String> names(Resume resume) {
        return resume.entries().stream().map(Resume.Entry::requestClass).toList();
    }

    @Test
    void failuresAndBrokenResponsesMakeNoSkill() {
        record("a", 0.001, Outcome.FAILED);
        record("a", 0.001, Outcome.CUT_SHORT);
        assertEquals(List.of(), recorder.snapshot(0).entries());
        assertEquals(0, recorder.snapshot(0).generation());
    }

    @Test
    void aWorkerThatAnswersErrorsInNoTimeLosesScoreWithEach() {
        record("a", 0.1, Outcome.SERVED);
        double last = score("a");
        for (int i = 0; i < 50; i++) {
            record("a", 1e-6, Outcome.FAILED);
            assertTrue(score("a") < last);
            last = score("a");
        }
    }

    @Test
    void failuresForEverLeaveTheScoreFiniteAndPositive() {
        record("a", 0.1, Outcome.SERVED);
        for (int i = 0; i < 100_000; i++) {
            record("a", 1e-6, Outcome.FAILED);
        }
        assertEquals(1 / Recorder.FAILURE_CEILING_SECONDS, score("a"), 1e-3);
    }

    @Test
    void aFailureIsNeverFasterThanTheWorkersOverallMean() {
        record("slow", 1, Outcome.SERVED);
        record("quick", 0.001, Outcome.SERVED);
        record("quick", 0.001, Outcome.FAILED);
        assertTrue(score("quick") < 2 / 0.4, () -> "score " + score("quick"));
    }

    @Test
    void aSlowFailureIsChargedItsRealTime() {
        record("a", 0.1, Outcome.SERVED);
        record("a", 100, Outcome.FAILED);
        assertTrue(score("a") < 2 / 100.0);
    }

    @Test
    void aClientThatLeavesEarlyNeitherHelpsNorHarms() {
        record("a", 0.1, Outcome.SERVED);
        record("a", 0.001, Outcome.CUT_SHORT);
        assertEquals(10, score("a"), 1e-9);
    }

    @Test
    void aRequestOfNoMeasurableTimeHasAFiniteScore() {
        record("a", 0, Outcome.SERVED);
        assertEquals(1e9, score("a"), 1);
    }

    @Test
    void theClassUnusedForLongestMakesRoom() {
        for (String name : List.of("a", "b", "c", "a", "d")) {
            record(name, 0.1, Outcome.SERVED);
        }
        assertEquals(List.of("c", "a", "d"), names(recorder.snapshot(0)));
    }

    @Test
    void changesAreAnnouncedOnceAndOnlyWhenTheyAreWorthIt() {
        assertNull(recorder.takeAnnouncement(0));
        record("a", 0.1, Outcome.SERVED);
        record("b", 0.1, Outcome.SERVED);
        assertEquals(List.of("a", "b"), names(announced()));
        assertNull(recorder.takeAnnouncement(0));
        record("a", 0.101, Outcome.SERVED);
        assertNull(recorder.takeAnnouncement(0));
        record("a", 1, Outcome.SERVED);
        assertEquals(List.of("a"), names(announced()));
    }

    private Resume announced() {
        Announcement announcement = Objects.requireNonNull(recorder.takeAnnouncement(0));
        assertFalse(announcement.whole());
        return announcement.resume();
    }

    @Test
    void whatIsForgottenIsAnnouncedByTheWholeResume() {
        record("a", 0.1, Outcome.SERVED);
        record("b", 0.1, Outcome.SERVED);
        assertNotNull(recorder.takeAnnouncement(0));
        recorder.forget("a");
        Announcement announcement = Objects.requireNonNull(recorder.takeAnnouncement(0));
        assertTrue(announcement.whole());
        assertEquals(List.of("b"), names(announcement.resume()));
        recorder.forget("never heard of");
        assertNull(recorder.takeAnnouncement(0));
    }

    @Test
    void requestsOfAFormerClassifierAreIgnoredWhenTheyEnd() {
        recorder.adoptClassifier("one");
        record("a", 0.1, Outcome.SERVED);
        assertEquals(1, recorder.adoptClassifier("two"));
        record("late", 0.1, Outcome.SERVED);
        assertEquals(List.of(), names(recorder.snapshot(0)));
        epoch = 1;
        record("now", 0.1, Outcome.SERVED);
        assertEquals(List.of("now"), names(recorder.snapshot(0)));
    }

    @Test
    void theFirstClassifierKnownTakesOverWhatWasRecordedWithoutOne() {
        record("a", 0.1, Outcome.SERVED);
        recorder.adoptClassifier("one");
        assertEquals(List.of("a"), names(recorder.snapshot(0)));
    }

    @Test
    void recentMeansAndIdleTimeAreInMilliseconds() {
        recorder.record(new Sample(0, "a", 0.010, Outcome.SERVED, 0.004, 1_000_000_000L));
        recorder.record(new Sample(0, "a", 0.020, Outcome.SERVED, Double.NaN, 2_000_000_000L));
        Resume.Entry entry = recorder.snapshot(5_500_000_000L).entries().get(0);
        assertEquals(15, entry.meanMillis(), 1e-9);
        assertEquals(4, entry.missMillis(), 1e-9);
        assertEquals(3500, entry.idleMillis());
        assertEquals(2, entry.requests());
    }
}
