package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.pool.HealthChange.Kind;
import org.resumelb.resume.Resume;

class EjectionTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private final List<HealthChange> changes = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    @BeforeEach
    void listen() {
        pool.ejection(new EjectionSettings(5, 10_000, 60_000));
        pool.onHealthChange(changes::add);
    }

    private void serving(String... names) {
        for (String name : names) {
            workers.add(fixture.serving(name));
        }
    }

    /** A request on this worker, if it serves, whoever else would have got it. */
    private void request(Worker worker, String requestClass, Outcome outcome) {
        Set<Worker> others = new HashSet<>(workers);
        others.remove(worker);
        Lease lease = pool.acquire(requestClass, 0, others);
        if (lease != null) {
            lease.close(outcome);
        }
    }

    private void requests(int count, Worker worker, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            request(worker, "class" + i % 7, outcome);
        }
    }

    private void pass(long millis) {
        fixture.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private List<Kind> kinds() {
        return changes.stream().map(HealthChange::kind).toList();
    }

    @Test
    void aWorkerThatFailsFiveRequestsInARowGetsNoMoreForAWhile() {
        serving("a", "b", "c");
        Worker a = workers.get(0);
        requests(4, a, Outcome.FAILED);
        assertEquals(Set.of("a", "b", "c"), fixture.active());
        request(a, "news", Outcome.UNAVAILABLE);
        assertEquals(Set.of("b", "c"), fixture.active());
        assertEquals(WorkerState.STANDBY, fixture.status(a).state());
        long millis = fixture.status(a).ejectedForMillis();
        assertTrue(millis >= 9_000 && millis <= 11_000, millis + " ms");
        assertEquals(1, pool.status().ejections());
        pass(millis + 1);
        assertNotNull(pool.acquire("news"));
        assertEquals(Set.of("a", "b", "c"), fixture.active());
        assertEquals(0, fixture.status(a).ejectedForMillis());
        assertEquals(List.of(Kind.EJECTED, Kind.RETURNED), kinds());
        assertEquals(
                "5 requests in a row got no answer, or 502, 503 or 504, the last of class \"news\"",
                changes.get(0).reason());
    }

    @Test
    void aSuccessBreaksTheRow() {
        serving("a", "b");
        for (int i = 0; i < 3; i++) {
            requests(4, workers.get(0), Outcome.FAILED);
            requests(20, workers.get(0), Outcome.SUCCEEDED);
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void clientsThatLeaveSayNothing() {
        serving("a", "b");
        requests(100, workers.get(0), Outcome.ABORTED);
        assertEquals(List.of(), changes);
    }

    @Test
    void aSecondEjectionLastsLongerAndHealthMakesUpForTheFirst() {
        serving("a", "b");
        Worker a = workers.get(0);
        requests(5, a, Outcome.FAILED);
        long first = changes.get(0).millis();
        pass(first);
        requests(5, a, Outcome.FAILED);
        long second = changes.get(2).millis();
        assertTrue(second > 1.5 * first, first + " then " + second);
        pass(second);
        pool.status();
        pass(60_000);
        requests(5, a, Outcome.FAILED);
        assertEquals(1, changes.get(4).ejections());
    }

    @Test
    void anEjectionIsBounded() {
        serving("a", "b");
        for (int i = 0; i < 20; i++) {
            requests(5, workers.get(0), Outcome.FAILED);
            pass(changes.get(changes.size() - 1).millis());
        }
        assertTrue(changes.stream().allMatch(change -> change.millis() <= 66_000), changes::toString);
        assertEquals(20, pool.status().ejections());
    }

    @Test
    void atMostHalfOfTheWorkersAreOutAndTheRestServesThoughItFails() {
        serving("a", "b", "c", "d", "e");
        workers.forEach(worker -> requests(50, worker, Outcome.FAILED));
        assertEquals(Set.of("c", "d", "e"), fixture.active());
        assertEquals(List.of(Kind.EJECTED, Kind.EJECTED, Kind.KEPT, Kind.KEPT, Kind.KEPT), kinds());
    }

    @Test
    void theOnlyWorkerIsNeverOut() {
        serving("a");
        requests(50, workers.get(0), Outcome.FAILED);
        assertEquals(Set.of("a"), fixture.active());
        assertEquals(List.of(Kind.KEPT), kinds());
    }

    @Test
    void whenOthersLeaveTheEjectedReturn() {
        serving("a", "b", "c", "d");
        requests(5, workers.get(0), Outcome.FAILED);
        pass(1);
        requests(5, workers.get(1), Outcome.FAILED);
        pool.disconnected(workers.get(2));
        assertEquals(Set.of("b", "d"), fixture.active());
        pool.disconnected(workers.get(3));
        assertEquals(Set.of("b"), fixture.active());
        pool.disconnected(workers.get(1));
        assertEquals(Set.of("a"), fixture.active());
    }

    @Test
    void aWorkerThatIsConnectedAgainIsTriedAtOnce() {
        serving("a", "b");
        Worker a = workers.get(0);
        requests(5, a, Outcome.FAILED);
        pool.connected(a, Resume.EMPTY);
        assertEquals(Set.of("b"), fixture.active());
        pool.disconnected(a);
        pool.connected(a, Resume.EMPTY);
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void aWorkerThatAnswersManyRequestsWith500IsOut() {
        serving("a", "b", "c");
        requests(30, workers.get(1), Outcome.SUCCEEDED);
        for (int i = 0; i < 19; i++) {
            request(workers.get(0), "class" + i, i % 2 == 0 ? Outcome.ERROR : Outcome.SUCCEEDED);
        }
        assertEquals(List.of(), changes);
        request(workers.get(0), "class19", Outcome.ERROR);
        assertEquals(List.of(Kind.EJECTED), kinds());
    }

    @Test
    void whatFailsEverywhereIsNoWorkersFault() {
        serving("a", "b", "c");
        for (int i = 0; i < 200; i++) {
            for (Worker worker : workers) {
                request(worker, "class" + i, i % 2 == 0 ? Outcome.ERROR : Outcome.SUCCEEDED);
            }
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void oneBrokenClassTakesNoWorkerOut() {
        serving("a", "b", "c");
        for (int i = 0; i < 200; i++) {
            request(workers.get(0), "broken", Outcome.ERROR);
            request(workers.get(0), "whole" + i % 3, i % 3 == 0 ? Outcome.SUCCEEDED : Outcome.ABORTED);
            request(workers.get(1), "whole" + i, Outcome.SUCCEEDED);
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void whenThereIsOneClassTheWorkerThatFailsItAloneIsOut() {
        serving("a", "b", "c");
        for (int i = 0; i < 30; i++) {
            request(workers.get(1), "all", Outcome.SUCCEEDED);
        }
        for (int i = 0; i < 20; i++) {
            request(workers.get(0), "all", Outcome.ERROR);
        }
        assertEquals(List.of(Kind.EJECTED), kinds());
    }

    @Test
    void withoutFailuresToCountNobodyIsOut() {
        serving("a", "b");
        pool.ejection(EjectionSettings.NONE);
        requests(100, workers.get(0), Outcome.FAILED);
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void aDrainedWorkerIsNotEjectedAndOneThatLeavesGraduallyIsNeither() {
        serving("a", "b", "c", "d");
        requests(5, workers.get(0), Outcome.FAILED);
        pool.drain("a:80", true);
        pool.drain("a:80", false);
        assertEquals(Set.of("a", "b", "c", "d"), fixture.active());
        requests(5, workers.get(0), Outcome.FAILED);
        pool.drain("a:80", 60);
        assertEquals(0, fixture.status(workers.get(0)).ejectedForMillis());
        assertEquals(WorkerState.DRAINING, fixture.status(workers.get(0)).state());
        assertEquals(List.of(Kind.EJECTED, Kind.RETURNED, Kind.EJECTED, Kind.RETURNED), kinds());
    }

    @Test
    void anEjectionDoesNotChangeTheVersionThatServes() {
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        serving("a;version=1", "b;version=1", "c;version=1", "d;version=2", "e;version=2");
        requests(5, workers.get(0), Outcome.FAILED);
        assertEquals(Set.of("b", "c"), fixture.active());
        assertEquals("1", pool.status().version());
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EjectionSettings(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new EjectionSettings(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new EjectionSettings(1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> pool.capacityPerWorker(0));
    }

    @Test
    void aWorkerThatLeavesWhileItIsOutComesBackSound() {
        serving("a", "b");
        Worker a = workers.get(0);
        requests(5, a, Outcome.FAILED);
        pool.unregister(a);
        assertFalse(fixture.active().contains("a"));
        workers.set(0, fixture.serving("a", Map.of()));
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void aClassWhoseApplicationAnswers503TakesNoWorkerOut() {
        serving("a", "b", "c", "d");
        for (int i = 0; i < 400; i++) {
            request(workers.get(i % 4), "broken", Outcome.UNAVAILABLE);
            pass(10);
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void twoSuchClassesAtOneWorkerTakeItOutNeither() {
        serving("a", "b");
        for (int i = 0; i < 400; i++) {
            request(workers.get(0), "broken" + i % 2, Outcome.UNAVAILABLE);
            request(workers.get(1), "whole", Outcome.SUCCEEDED);
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void aClassThatBreaksEverywhereAtOnceTakesNoWorkerOut() {
        serving("a", "b", "c");
        for (int i = 0; i < 30; i++) {
            request(workers.get(i % 3), "site", Outcome.SUCCEEDED);
        }
        pass(1);
        for (int i = 0; i < 300; i++) {
            request(workers.get(i % 3), "site", Outcome.UNAVAILABLE);
            pass(10);
        }
        assertEquals(List.of(), changes);
    }

    @Test
    void aWorkerThatAnswers503ToWhatAnotherServesIsOut() {
        serving("a", "b");
        for (int i = 0; i < 5; i++) {
            request(workers.get(0), "site", Outcome.UNAVAILABLE);
            request(workers.get(1), "site", Outcome.SUCCEEDED);
            pass(10);
        }
        request(workers.get(0), "site", Outcome.UNAVAILABLE);
        assertEquals(List.of(Kind.EJECTED), kinds());
        assertEquals(
                "5 requests in a row got 502, 503 or 504, the last of class \"site\"",
                changes.get(0).reason());
    }

    @Test
    void aWorkerThatAnswers503ToManyClassesIsOut() {
        serving("a", "b");
        requests(5, workers.get(0), Outcome.UNAVAILABLE);
        assertEquals(List.of(Kind.EJECTED), kinds());
    }

    @Test
    void thatAWorkerFailsAndServesAllTheSameIsNotSaidAtEachTurn() {
        serving("a");
        for (int i = 0; i < 100; i++) {
            requests(5, workers.get(0), Outcome.FAILED);
            requests(5, workers.get(0), Outcome.SUCCEEDED);
            pass(100);
        }
        assertEquals(List.of(Kind.KEPT), kinds());
    }

    @Test
    void aClassIsNamedInPrintableCharacters() {
        serving("a", "b");
        for (int i = 0; i < 5; i++) {
            request(workers.get(0), "x\ny" + "z".repeat(1000), Outcome.FAILED);
        }
        assertTrue(changes.get(0).reason().contains("\"x?yzzz"), changes::toString);
        assertTrue(changes.get(0).reason().length() < 200, changes::toString);
    }

    @Test
    void aWorkerWithoutResumeThatFindsNothingIsLeftOut() {
        serving("a", "b");
        requests(20, workers.get(1), Outcome.SUCCEEDED);
        requests(4, workers.get(0), Outcome.NOT_FOUND);
        assertEquals(Set.of("a", "b"), fixture.active());
        requests(1, workers.get(0), Outcome.NOT_FOUND);
        assertEquals(Set.of("b"), fixture.active());
        assertEquals(
                "5 of 5 requests got 403, 404 or 5xx, far more than elsewhere, and it has no résumé, the last of class"
                        + " \"class0\"",
                changes.get(0).reason());
    }

    @Test
    void aWorkerWhoseResumeShowsThatItServesMayFindNothing() {
        serving("a", "b");
        pool.connected(workers.get(0), Resume.ofScores(Map.of("class1", 1.0)));
        requests(20, workers.get(1), Outcome.SUCCEEDED);
        requests(40, workers.get(0), Outcome.NOT_FOUND);
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void whatNobodyFindsIsNoWorkersDoing() {
        serving("a", "b", "c");
        for (int i = 0; i < 20; i++) {
            workers.forEach(worker -> requests(1, worker, Outcome.NOT_FOUND));
        }
        assertEquals(Set.of("a", "b", "c"), fixture.active());
    }

    @Test
    void whatOthersWereHardlyAskedForBlamesNobody() {
        serving("a", "b");
        requests(4, workers.get(1), Outcome.SUCCEEDED);
        requests(40, workers.get(0), Outcome.NOT_FOUND);
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void aWorkerThatFindsOneRequestInFiveStays() {
        serving("a", "b");
        requests(20, workers.get(1), Outcome.SUCCEEDED);
        for (int i = 0; i < 10; i++) {
            request(workers.get(0), "class" + i, Outcome.SUCCEEDED);
            requests(4, workers.get(0), Outcome.NOT_FOUND);
        }
        assertEquals(Set.of("a", "b"), fixture.active());
    }

    @Test
    void oneClassThatIsNowhereBlamesNobody() {
        serving("a", "b");
        requests(20, workers.get(1), Outcome.SUCCEEDED);
        for (int i = 0; i < 40; i++) {
            request(workers.get(0), "gone", Outcome.NOT_FOUND);
        }
        assertEquals(Set.of("a", "b"), fixture.active());
    }
}
