package org.resumelb.jetty.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.pool.HealthChange;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Selection;
import org.resumelb.pool.Worker;

/** What is seen of a pool, second by second. */
class ObservationTest {
    private final ObservedPool observed = new ObservedPool();
    private final Observation observation = observed.observation();

    @BeforeEach
    void start() {
        LifeCycle.start(observation);
    }

    @AfterEach
    void stop() {
        LifeCycle.stop(observation);
        assertEquals(List.of(), observed.scheduler.delaysMillis());
    }

    @Test
    void aSampleIsTakenEachSecond() {
        List<Sample> samples = new ArrayList<>();
        observation.onSample(samples::add);
        observed.serving("a:1");
        observed.pass(3_000);
        assertEquals(3, samples.size());
        assertEquals(samples.get(2), observation.latest());
        assertEquals(1, observation.latest().status().workers().size());
    }

    @Test
    void aSecondTellsWhatHappenedInIt() {
        observed.serving("a:1", "news");
        observed.serving("b:1");
        Lease first = observed.acquired("news");
        Lease second = observed.acquired("other");
        observed.nanos.addAndGet(40_000_000);
        first.close(Outcome.SUCCEEDED);
        second.close(Outcome.FAILED);
        observed.acquired("news");
        observed.pass(1_000);
        Step step = observation.latest().lastSecond();
        assertEquals(1, step.finished().get(Outcome.SUCCEEDED));
        assertEquals(1, step.finished().get(Outcome.FAILED));
        assertEquals(2, step.selected().get(Selection.HOME));
        assertEquals(1, step.selected().get(Selection.UNSKILLED));
        assertEquals(2 / 3.0, step.homeShare(), 1e-9);
        assertEquals(40, step.p50Millis(), 5);
        assertEquals(1, step.backlog());
        observed.pass(1_000);
        step = observation.latest().lastSecond();
        assertEquals(0, step.finished().get(Outcome.SUCCEEDED));
        assertTrue(Double.isNaN(step.homeShare()) && Double.isNaN(step.p99Millis()));
    }

    @Test
    void aWorkersRequestsFailuresAndRateAreTold() {
        observed.serving("a:1");
        int all = Outcome.values().length;
        for (Outcome outcome : Outcome.values()) {
            observed.acquired("news").close(outcome);
        }
        assertEquals(all, observation.traffic("a:1").requests());
        assertEquals(2, observation.traffic("a:1").failures());
        assertEquals(0, observation.traffic("nobody:1").requests());
        observed.pass(1_000);
        assertEquals(all, observation.latest().of("a:1").perSecond(), 1e-6);
        observed.pass(1_000);
        assertEquals(0, observation.latest().of("a:1").perSecond(), 1e-6);
        assertEquals(all, observation.latest().of("a:1").requests());
    }

    @Test
    void anHourIsKeptInStepsOfTenSeconds() {
        observed.serving("a:1");
        observed.acquired("news").close(Outcome.SUCCEEDED);
        for (int second = 0; second < 10; second++) {
            observed.pass(1_000);
        }
        List<Step> history = observation.history();
        assertEquals(1, history.size());
        assertEquals(1, history.get(0).finished().get(Outcome.SUCCEEDED));
        assertEquals(10, history.get(0).seconds(), 0.1);
        for (int second = 0; second < 3_700; second++) {
            observed.pass(1_000);
        }
        history = observation.history();
        assertEquals(360, history.size());
        assertEquals(0, history.get(0).finished().get(Outcome.SUCCEEDED));
        for (int i = 1; i < history.size(); i++) {
            assertTrue(history.get(i).epochMillis() > history.get(i - 1).epochMillis());
        }
    }

    @Test
    void whatWaitsAndWhatIsRefusedIsTold() {
        observed.pool.maxWaiting(1);
        Quiet receiver = new Quiet();
        observed.pool.await(PoolRequest.of("news"), receiver);
        observed.pool.await(PoolRequest.of("news"), receiver);
        observed.pass(1_000);
        Step step = observation.latest().lastSecond();
        assertEquals(1, step.waiting());
        assertEquals(1_000, step.oldestWaitMillis());
        assertEquals(1, step.rejected());
        observed.serving("a:1");
        observed.pass(1_000);
        assertEquals(1, observation.latest().lastSecond().waited());
    }

    @Test
    void aWorkerThatLeftIsForgottenAfterFiveMinutesAndTotalsDoNotFall() {
        Worker worker = observed.serving("a:1");
        observed.acquired("news").close(Outcome.SUCCEEDED);
        observed.pool.unregister(worker);
        observed.pass(1_000);
        assertTrue(observed.metrics
                .text(null)
                .contains("resumelb_requests_total{outcome=\"succeeded\",worker=\"a:1\"} 1.0"));
        for (int second = 0; second < 302; second++) {
            observed.pass(1_000);
            assertTrue(observation.latest().lastSecond().finished().values().stream()
                    .allMatch(count -> count >= 0));
        }
        assertTrue(!observed.metrics.text(null).contains("a:1"));
    }

    @Test
    void eventsAreNumberedAndTheLatestAreKept() {
        observation.healthChanged(
                new HealthChange(HealthChange.Kind.EJECTED, "a:1", 1, 10_000, "5 requests failed in a row"));
        Event event = observation.events(0).get(0);
        assertEquals(1, event.id());
        assertEquals("ejected", event.kind());
        assertEquals("a:1", event.worker());
        assertEquals("left out for 10000 ms: 5 requests failed in a row", event.text());
        LongStream.range(0, 600).forEach(i -> observation.tell("settings", null, "change " + i));
        assertEquals(500, observation.events(0).size());
        assertEquals(1, observation.events(600).size());
        assertEquals(601, observation.events(600).get(0).id());
    }

    private static final class Quiet implements Receiver {
        @Override
        public void granted(Lease lease) {
            lease.close(Outcome.SUCCEEDED);
        }

        @Override
        public void refused() {
            // Counted by the observation.
        }
    }
}
