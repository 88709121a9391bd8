package org.resumelb.jetty.admin.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.PoolStatus.WorkerStatus;
import org.resumelb.pool.WorkerState;

/** What is told of which state, in which words, and how bad it is. */
class VerdictTest {
    private final List<WorkerStatus> workers = new ArrayList<>(List.of(worker("w1:1", WorkerState.ACTIVE, 0, 0, 0)));
    private int waiting;
    private long oldestWaitMillis;
    private Affinity affinity = Affinity.UNKNOWN;
    private Map<Outcome, Long> finished = Map.of(Outcome.SUCCEEDED, 1_000L);
    private long rejected;
    private DiscoveryState discovery = DiscoveryState.OK;
    private UnaryOperator<String> reasons = worker -> "";
    private Facts.ClassifierFacts classifier = new Facts.ClassifierFacts(false, 0);
    private boolean stops;

    private static WorkerStatus worker(
            String name, WorkerState state, int backlog, long ejectedForMillis, long handoverForMillis) {
        return new WorkerStatus(name, state, null, backlog, 0, -1, 0, 0, ejectedForMillis, handoverForMillis);
    }

    private Verdict verdict() {
        PoolStatus status =
                new PoolStatus("resume", null, 0, 0, 0, affinity, 0, 3, 0, waiting, oldestWaitMillis, workers);
        Step minute = new Step(0, 60, finished, Map.of(), 0, rejected, 1, 1, 0, 0, 0);
        return Verdict.of(new Facts(
                status,
                List.of(minute),
                discovery,
                reasons,
                worker -> "it failed 5 requests in a row",
                classifier,
                stops));
    }

    private void assertTold(String... severityAndText) {
        assertEquals(
                List.of(severityAndText),
                verdict().conditions().stream()
                        .map(each -> each.severity().word() + " " + each.text())
                        .toList());
    }

    @Test
    void whenAllIsWellNothingIsTold() {
        assertTold();
        assertEquals(Severity.OK, verdict().state());
    }

    @Test
    void noWorkerIsTheWorst() {
        workers.set(0, worker("w1:1", WorkerState.CONNECTING, 0, 0, 0));
        reasons = worker -> "connection refused";
        assertTold(
                "critical No worker serves: none of 1 known workers is active",
                "warning w1:1 does not serve yet: connection refused");
        assertEquals(Severity.CRITICAL, verdict().state());
        workers.clear();
        assertTold("critical No worker serves: none is known");
    }

    @Test
    void aWorkerThatIsLeftOutIsNamedWithTimeAndReason() {
        workers.add(worker("w3:1", WorkerState.ACTIVE, 0, 14_000, 0));
        assertTold("warning w3:1 is left out for another 14 s: it failed 5 requests in a row");
        assertEquals("w3:1", verdict().conditions().get(0).worker());
    }

    @Test
    void requestsThatWaitAreCountedAndTheOldestIsTold() {
        waiting = 37;
        oldestWaitMillis = 4_100;
        assertTold("warning 37 requests wait for a worker, the oldest for 4.1 s");
        oldestWaitMillis = 20_000;
        assertEquals(Severity.CRITICAL, verdict().state());
        oldestWaitMillis = 900;
        assertTold();
    }

    @Test
    void aWorkerWithoutAResumeIsNamed() {
        reasons = worker -> "401: token?";
        assertTold("warning w1:1 has no résumé: 401: token?");
    }

    @Test
    void thatNoWorkerHasTheFilterIsNoWarning() {
        workers.add(worker("w2:1", WorkerState.ACTIVE, 0, 0, 0));
        reasons = worker -> worker.equals("w1:1") ? "404: no filter?" : "200, but no résumé: no filter?";
        assertTold("ok No worker has the résumé filter: workers are judged by what the load balancer measures");
        assertEquals(Severity.OK, verdict().state());
        reasons = worker -> worker.equals("w1:1") ? "404: no filter?" : "";
        assertTold("warning w1:1 has no résumé: 404: no filter?");
        reasons = worker -> worker.equals("w1:1") ? "404: no filter?" : "401: token?";
        assertEquals(Severity.WARNING, verdict().state());
        assertEquals(2, verdict().conditions().size());
    }

    @Test
    void failuresAreToldWhenTheyAreMoreThanAFew() {
        finished = Map.of(Outcome.SUCCEEDED, 93L, Outcome.FAILED, 4L, Outcome.ERROR, 2L, Outcome.UNAVAILABLE, 1L);
        assertTold("warning 7 % of the requests of the last minute failed");
        finished = Map.of(Outcome.SUCCEEDED, 10L, Outcome.ERROR, 10L);
        assertTold("critical 50 % of the requests of the last minute failed");
        finished = Map.of(Outcome.SUCCEEDED, 10L, Outcome.ERROR, 4L);
        assertTold();
    }

    @Test
    void refusedRequestsAreTold() {
        rejected = 1;
        assertTold("warning 1 request of the last minute got no worker, but 503");
        rejected = 100;
        assertTold("critical 100 requests of the last minute got no worker, but 503");
    }

    @Test
    void classifierDiscoveryAffinityAndTheEndAreTold() {
        classifier = new Facts.ClassifierFacts(true, 3);
        discovery = new DiscoveryState(DiscoveryState.AWAY, "no session");
        affinity = new Affinity(Affinity.Verdict.DOES_NOT_HELP, 1, 100, 100);
        stops = true;
        assertTold(
                "warning This load balancer is about to stop",
                "warning The workers are unknown (away): no session; those known last stay in service",
                "warning The classifier failed to name 3 requests of the last minute",
                "warning The classifier's file is newer than what is in force: check and reload it",
                "warning Affinity does not help: first requests of a class on a worker take no longer than others; does"
                        + " the classifier fit?");
    }

    @Test
    void aDrainedWorkerIsToldUntilItIsSafeToStop() {
        workers.add(worker("w2:1", WorkerState.DRAINING, 3, 0, 5_000));
        assertTold("ok w2:1 hands its classes over for another 5.0 s");
        assertEquals(Severity.OK, verdict().state());
        workers.set(1, worker("w2:1", WorkerState.DRAINING, 1, 0, 0));
        assertTold("ok w2:1 is drained; 1 request has to finish");
        workers.set(1, worker("w2:1", WorkerState.DRAINING, 0, 0, 0));
        assertTold("ok w2:1 is drained and safe to stop");
    }

    @Test
    void ofManyWorkersOnlySomeAreNamed() {
        for (int i = 0; i < 1_000; i++) {
            workers.add(worker("x:" + i, WorkerState.CONNECTING, 0, 0, 0));
        }
        List<Condition> told = verdict().conditions();
        assertEquals(6, told.size());
        assertTrue(told.get(5).text().contains("995 more workers"), told.get(5)::text);
    }
}
