package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.resume.Resume;

class LeaseTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;

    @Test
    void aLeaseKnowsWhatItWasAcquiredFor() {
        Worker worker = fixture.serving("a");
        fixture.nanos = 17;
        Lease lease = Objects.requireNonNull(pool.acquire("news", 4711, Set.of()));
        assertSame(worker, lease.worker());
        assertEquals("news", lease.requestClass());
        assertEquals(4711, lease.contentHash());
        assertEquals(17, lease.startNanos());
    }

    @Test
    void closingWorksOnce() {
        fixture.serving("a");
        Lease first = fixture.acquired("news");
        fixture.acquired("news");
        assertTrue(first.close(Outcome.FAILED));
        assertFalse(first.close(Outcome.SUCCEEDED));
        assertFalse(first.close(Outcome.FAILED));
        assertEquals(1, pool.status().backlog());
    }

    @Test
    @Timeout(300)
    void whoeverHasTriedToCloseALeaseFindsTheBacklogWithoutIt() throws InterruptedException {
        fixture.serving("a");
        Lease lease = fixture.acquired("news");
        AtomicInteger backlog = new AtomicInteger(-1);
        Thread other = new Thread(() -> lease.close(Outcome.SUCCEEDED));
        // The pool reads its clock under its lock: there the other thread is held up in the middle of closing.
        fixture.onNextTick = () -> {
            other.start();
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            lease.close(Outcome.SUCCEEDED);
            backlog.set(pool.status().backlog());
        };
        Lease next = fixture.acquired("news");
        other.join();
        assertEquals(0, backlog.get());
        next.close(Outcome.SUCCEEDED);
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void aLeaseStaysValidWhenItsWorkerHasLeft() {
        Worker worker = fixture.serving("a");
        Lease lease = fixture.acquired("news");
        pool.unregister(worker);
        assertEquals(0, pool.status().workers().size());
        assertEquals(1, pool.status().backlog());
        assertNull(pool.acquire("news"));
        assertTrue(lease.close(Outcome.ABORTED));
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void aWorkerThatFlapsIsTheSameWorkerWithItsBacklog() {
        Worker worker = fixture.serving("a");
        Lease lease = fixture.acquired("news");
        for (int i = 0; i < 3; i++) {
            pool.unregister(worker);
            assertSame(worker, fixture.serving("a"));
        }
        assertEquals(1, fixture.status(worker).backlog());
        assertEquals(WorkerState.ACTIVE, fixture.status(worker).state());
        assertTrue(lease.close(Outcome.SUCCEEDED));
        assertEquals(0, fixture.status(worker).backlog());
    }

    @Test
    void aWorkerThatLeftWithNothingInHandComesBackAsANewOne() {
        Worker worker = fixture.serving("a");
        fixture.acquired("news").close(Outcome.SUCCEEDED);
        pool.unregister(worker);
        assertNotSame(worker, fixture.serving("a"));
    }

    @Test
    void aWorkerThatLeftIsForgottenWithItsLastLease() {
        Worker worker = fixture.serving("a");
        Lease first = fixture.acquired("news");
        Lease second = fixture.acquired("news");
        pool.unregister(worker);
        first.close(Outcome.SUCCEEDED);
        second.close(Outcome.SUCCEEDED);
        assertNotSame(worker, fixture.registered("a"));
    }

    @Test
    void newsOfAWorkerThatLeftChangesNothing() {
        Worker worker = fixture.serving("a");
        pool.unregister(worker);
        pool.connected(worker, Resume.EMPTY);
        assertNull(pool.acquire("news"));
        assertEquals(0, pool.servingWorkers());
    }

    @Test
    void leasesStayValidWhenAnotherPolicyChooses() {
        Worker a = fixture.serving("a");
        Worker b = fixture.serving("b");
        Lease onB = fixture.acquired("news");
        pool.policy(LeastBacklogPolicy::new);
        assertEquals("least-backlog", pool.status().policy());
        Lease onA = fixture.acquired("news");
        assertSame(b, onB.worker());
        assertSame(a, onA.worker());
        onB.close(Outcome.SUCCEEDED);
        assertSame(b, fixture.acquired("news").worker());
        pool.policy(org.resumelb.policy.ClassicPolicy::new);
        assertTrue(onA.close(Outcome.SUCCEEDED));
        assertEquals(1, pool.status().backlog());
        assertEquals(0, fixture.status(a).backlog());
    }
}
