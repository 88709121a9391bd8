package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.policy.Policies;

/** What is told of requests, and when. */
class PoolObserverTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private final List<String> told = new ArrayList<>();

    PoolObserverTest() {
        pool.observer(new PoolObserver() {
            @Override
            public void selected(Lease lease) {
                told.add(lease.requestClass() + " to " + lease.worker() + ", "
                        + lease.selection().word() + ", waited " + lease.waitedNanos());
            }

            @Override
            public void ended(Lease lease, Outcome outcome, long nanos) {
                told.add(lease.requestClass() + " " + outcome + " after " + nanos);
            }

            @Override
            public void refused(Refusal reason) {
                told.add("refused: " + reason);
            }
        });
    }

    @Test
    void eachRequestIsToldOnceWhenItGetsItsWorkerAndOnceWhenItEnds() {
        fixture.serving("a", Map.of("news", 1.0));
        Lease lease = fixture.acquired("news");
        fixture.nanos += 7;
        assertTrue(lease.close(Outcome.SUCCEEDED));
        assertFalse(lease.close(Outcome.FAILED));
        assertEquals(List.of("news to a:80, home, waited 0", "news SUCCEEDED after 7"), told);
    }

    @Test
    void aRequestThatWaitedTellsForHowLong() {
        fixture.awaits("news");
        fixture.nanos += 5;
        fixture.serving("a");
        assertEquals(List.of("news to a:80, unskilled, waited 5"), told);
    }

    @Test
    void aRequestThatIsServedAsItArrivesHasNotWaited() {
        fixture.serving("a");
        fixture.awaits("news");
        assertEquals(List.of("news to a:80, unskilled, waited 0"), told);
    }

    @Test
    void refusalsTellWhy() {
        pool.maxWaiting(1);
        TestReceiver first = fixture.awaits("news");
        fixture.awaits("news");
        assertEquals(List.of("refused: FULL"), told);
        Waiter waiter = Objects.requireNonNull(first.waiter);
        assertTrue(waiter.expire());
        assertFalse(waiter.expire());
        assertEquals(List.of("refused: FULL", "refused: TIMEOUT"), told);
    }

    @Test
    void whoGivesUpIsNotRefused() {
        assertTrue(fixture.awaits("news").cancel());
        assertEquals(List.of(), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void theFirstRequestOfAClassIsUnskilledAndTheNextIsAtHome(String policy) {
        pool.policy(Policies.named(policy));
        fixture.serving("a");
        fixture.acquired("news").close(Outcome.SUCCEEDED);
        fixture.acquired("news");
        assertEquals("news to a:80, unskilled, waited 0", told.get(0));
        assertEquals("news to a:80, home, waited 0", told.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void whoIsAskedBecauseTheHomeIsFullIsRecruited(String policy) {
        pool.policy(Policies.named(policy));
        pool.capacityPerWorker(1);
        fixture.serving("a", Map.of("news", 1.0));
        // It has a résumé, so it takes nothing over.
        fixture.serving("b", Map.of("sports", 1.0));
        fixture.acquired("news");
        fixture.acquired("news");
        assertEquals(List.of("news to a:80, home, waited 0", "news to b:80, recruit, waited 0"), told);
    }

    @Test
    void anObserverThatThrowsHarmsNobody() {
        List<Throwable> failures = new ArrayList<>();
        pool.onFailure(failures::add);
        pool.observer(new PoolObserver() {
            @Override
            public void selected(Lease lease) {
                throw new IllegalStateException("selected");
            }

            @Override
            public void ended(Lease lease, Outcome outcome, long nanos) {
                throw new IllegalStateException("ended");
            }
        });
        Worker worker = fixture.serving("a");
        Lease lease = fixture.acquired("news");
        assertNotNull(lease);
        assertTrue(lease.close(Outcome.SUCCEEDED));
        TestReceiver waited = fixture.awaits("news");
        assertTrue(waited.isGranted());
        assertEquals(1, worker.backlog());
        assertEquals(3, failures.size());
    }

    @Test
    void theStatusTellsHowLongTheOldestWaits() {
        assertEquals(0, pool.status().oldestWaitMillis());
        fixture.awaits("old");
        fixture.nanos += 3_000_000;
        fixture.awaits("new");
        fixture.nanos += 2_000_000;
        assertEquals(2, pool.status().waiting());
        assertEquals(5, pool.status().oldestWaitMillis());
    }
}
