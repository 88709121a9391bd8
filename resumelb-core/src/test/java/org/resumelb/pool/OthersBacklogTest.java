package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resumelb.policy.Policies;

class OthersBacklogTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;

    @Test
    void aloneABalancerBelievesItsOwnCount() {
        Worker a = fixture.serving("a");
        pool.load(a, 7);
        assertEquals(0, a.othersBacklog());
        assertEquals(7, fixture.status(a).inFlight());
    }

    @Test
    void whatAWorkerReportsBeyondTheOwnBacklogIsTheOthersUntilItIsStale() {
        Worker a = fixture.serving("a");
        pool.balancers(2);
        fixture.acquired("x");
        pool.load(a, 7);
        assertEquals(6, a.othersBacklog());
        fixture.acquired("x");
        assertEquals(6, a.othersBacklog(), "what came since is not theirs");
        fixture.nanos += Worker.REPORT_LIFETIME_NANOS;
        assertEquals(6, a.othersBacklog());
        fixture.nanos++;
        assertEquals(0, a.othersBacklog());
        pool.load(a, 1);
        assertEquals(0, a.othersBacklog(), "never less than nothing");
    }

    @Test
    void classicCountsTheOthersRequestsAsInHand() {
        Worker a = fixture.serving("a", Map.of("x", 10.0));
        fixture.serving("b", Map.of("x", 4.0));
        pool.balancers(2);
        assertEquals("a:80", pool.explain("x").worker());
        pool.load(a, 3);
        assertEquals("b:80", pool.explain("x").worker());
    }

    @Test
    void leastBacklogCountsThemToo() {
        pool.policy(Policies.named("least-backlog"));
        Worker a = fixture.serving("a");
        Worker b = fixture.serving("b");
        pool.balancers(2);
        pool.load(a, 3);
        pool.load(b, 2);
        assertEquals("b:80", pool.explain("x").worker());
        pool.load(b, 4);
        assertEquals("a:80", pool.explain("x").worker());
    }

    @Test
    void withoutThisBalancerThereIsNone() {
        var error = assertThrows(IllegalArgumentException.class, () -> pool.balancers(0));
        assertEquals("balancers: 0 (expected: a whole number >= 1)", error.getMessage());
    }

    @Test
    void aWithdrawnWorkerGetsNothingButKeepsWhatItHas() {
        Worker a = fixture.serving("a", Map.of("x", 10.0));
        Lease lease = fixture.acquired("x");
        pool.withdraw(a);
        assertEquals(0, pool.servingWorkers());
        assertEquals(WorkerState.DRAINING, fixture.status(a).state());
        assertEquals(1, fixture.status(a).skills());
        assertEquals(a, fixture.registered("a"));
        assertEquals(1, pool.servingWorkers());
        assertEquals(1, fixture.status(a).backlog());
        lease.close(Outcome.SUCCEEDED);
    }
}
