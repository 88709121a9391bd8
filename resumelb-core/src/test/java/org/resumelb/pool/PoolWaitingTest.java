package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.policy.Policies;
import org.resumelb.resume.Resume;

/** Requests that find no worker, and what they are told. */
class PoolWaitingTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;

    @Test
    void aRequestThatFindsAWorkerDoesNotWait() {
        Worker worker = fixture.serving("a");
        TestReceiver receiver = fixture.awaits("news");
        assertSame(worker, receiver.worker());
        assertFalse(receiver.cancel());
        assertEquals(0, pool.waiting());
    }

    @Test
    void aRequestWithoutWorkersIsGrantedWhenOneBeginsToServe() {
        TestReceiver receiver = fixture.awaits("news");
        Worker worker = fixture.registered("a");
        assertTrue(receiver.waits());
        assertEquals(1, pool.waiting());
        pool.connected(worker, Resume.EMPTY);
        assertSame(worker, receiver.worker());
        assertEquals(0, pool.waiting());
        assertEquals(1, worker.backlog());
    }

    @Test
    void aDrainedWorkerThatComesBackServesNoWaitingRequestUntilItIsUndrained() {
        Worker worker = fixture.serving("a");
        pool.drain("a:80", true);
        TestReceiver receiver = fixture.awaits("news");
        pool.disconnected(worker);
        pool.connected(worker, Resume.EMPTY);
        assertTrue(receiver.waits());
        pool.drain("a:80", false);
        assertTrue(receiver.isGranted());
    }

    @Test
    void aVersionThatTakesOverServesWhatWaits() {
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        pool.capacityPerWorker(1);
        Worker first = fixture.serving("a;version=1");
        Worker second = fixture.serving("b;version=2");
        Lease busy = fixture.acquired("news");
        TestReceiver receiver = fixture.awaits("news");
        assertTrue(receiver.waits(), "version 2 stands by");
        pool.disconnected(first);
        assertSame(second, receiver.worker());
        busy.close(Outcome.ABORTED);
        receiver.end();
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void whenAnyVersionMayServeThoseThatWaitGoToTheOther() {
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        pool.capacityPerWorker(1);
        fixture.serving("a;version=1");
        Worker other = fixture.serving("b;version=2");
        fixture.acquired("news");
        TestReceiver receiver = fixture.awaits("news");
        pool.settings(PoolSettings.DEFAULTS);
        assertSame(other, receiver.worker());
    }

    @Test
    void aWorkerThatReturnsFromAnEjectionServesWhatWaits() {
        pool.ejection(new EjectionSettings(1, 1_000, 1_000));
        pool.capacityPerWorker(1);
        fixture.serving("a");
        fixture.serving("b");
        Lease onOne = fixture.acquired("news");
        Lease onOther = fixture.acquired("news");
        onOne.close(Outcome.FAILED);
        TestReceiver receiver = fixture.awaits("news");
        assertTrue(receiver.waits());
        pool.tick();
        assertTrue(receiver.waits());
        fixture.nanos += TimeUnit.SECONDS.toNanos(2);
        pool.tick();
        assertSame(onOne.worker(), receiver.worker());
        onOther.close(Outcome.SUCCEEDED);
    }

    @Test
    void theRoomOfARequestThatEndsGoesToTheFirstInLine() {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        Lease lease = fixture.acquired("news");
        TestReceiver first = fixture.awaits("news");
        TestReceiver second = fixture.awaits("news");
        lease.close(Outcome.SUCCEEDED);
        assertTrue(first.isGranted());
        assertTrue(second.waits());
        first.end();
        assertTrue(second.isGranted());
    }

    @Test
    void whoComesNowOvertakesNobodyOfItsClass() {
        pool.capacityPerWorker(2);
        fixture.serving("a");
        List<Lease> open = List.of(fixture.acquired("news"), fixture.acquired("news"));
        List<TestReceiver> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            order.add(fixture.awaits("news"));
            assertEquals(null, pool.acquire("news"));
        }
        open.forEach(lease -> lease.close(Outcome.SUCCEEDED));
        for (int i = 0; i < 10; i++) {
            assertTrue(order.get(i).isGranted(), "request " + i);
            assertEquals(i + 2 < 10, order.stream().anyMatch(TestReceiver::waits));
            order.get(i).end();
        }
    }

    @Test
    void aTunnelGivesItsRoomToWhoWaits() {
        pool.capacityPerWorker(1);
        Worker worker = fixture.serving("a");
        Lease tunnel = fixture.acquired("news");
        TestReceiver receiver = fixture.awaits("news");
        tunnel.detach();
        assertTrue(receiver.isGranted());
        assertEquals(2, worker.backlog());
        TestReceiver next = fixture.awaits("news");
        tunnel.close(Outcome.SUCCEEDED);
        assertTrue(next.waits(), "it held no place that it could give back");
        receiver.end();
        assertTrue(next.isGranted());
    }

    @Test
    void moreConnectionsServeWhatWaitsAtOnce() {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        fixture.acquired("news");
        List<TestReceiver> waiting = List.of(fixture.awaits("news"), fixture.awaits("sports"), fixture.awaits("news"));
        pool.capacityPerWorker(3);
        assertEquals(2, waiting.stream().filter(TestReceiver::isGranted).count());
        assertEquals(1, pool.waiting());
        assertEquals(null, pool.acquire("news"));
    }

    @Test
    void fewerConnectionsHoldFromNowOn() {
        pool.capacityPerWorker(3);
        fixture.serving("a");
        fixture.acquired("news");
        Lease second = fixture.acquired("news");
        pool.capacityPerWorker(1);
        assertEquals(null, pool.acquire("news"));
        second.close(Outcome.SUCCEEDED);
        assertEquals(null, pool.acquire("news"));
    }

    @Test
    void aRequestGoesToNoWorkerThatFailedItThoughItHasRoom() {
        pool.capacityPerWorker(1);
        Worker a = fixture.serving("a");
        Worker b = fixture.serving("b");
        Lease first = fixture.acquired("news");
        Lease second = fixture.acquired("news");
        Worker failed = first.worker();
        TestReceiver receiver = fixture.awaits(new PoolRequest("news", 0, "", Set.of(failed)));
        first.close(Outcome.SUCCEEDED);
        assertTrue(receiver.waits());
        second.close(Outcome.SUCCEEDED);
        assertSame(failed == a ? b : a, receiver.worker());
    }

    @Test
    void whoGivesUpIsToldNothingMore() {
        TestReceiver receiver = fixture.awaits("news");
        TestReceiver other = fixture.awaits("news");
        assertTrue(receiver.cancel());
        assertFalse(receiver.cancel());
        assertEquals(1, pool.waiting());
        fixture.serving("a");
        assertTrue(receiver.waits());
        assertTrue(other.isGranted());
    }

    @Test
    void whenTooManyWaitTheNewestIsRefused() {
        pool.maxWaiting(2);
        TestReceiver first = fixture.awaits("news");
        TestReceiver second = fixture.awaits("news");
        TestReceiver third = fixture.awaits("news");
        assertTrue(first.waits() && second.waits());
        assertTrue(third.isRefused());
        assertFalse(third.cancel());
        TestReceiver ofASmallClass = fixture.awaits("sports");
        assertTrue(ofASmallClass.waits());
        assertTrue(second.isRefused(), "the newest of the class that fills the room");
        assertEquals(2, pool.waiting());
        fixture.serving("a");
        assertTrue(first.isGranted() && ofASmallClass.isGranted());
    }

    @Test
    void whereNobodyMayWaitWhoFindsNoWorkerIsRefused() {
        pool.maxWaiting(0);
        assertTrue(fixture.awaits("news").isRefused());
        fixture.serving("a");
        assertTrue(fixture.awaits("news").isGranted());
    }

    @Test
    void aReceiverIsCalledWithoutTheLock() {
        CompletableFuture<Boolean> served = new CompletableFuture<>();
        pool.await(PoolRequest.of("news"), new Receiver() {
            @Override
            public void granted(Lease lease) {
                // Another thread would wait for the lock if this one held it.
                CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> pool.acquire("news") != null);
                served.complete(other.orTimeout(60, TimeUnit.SECONDS).join());
            }

            @Override
            public void refused() {
                served.complete(false);
            }
        });
        fixture.serving("a");
        assertTrue(served.join());
        assertNotNull(pool.acquire("news"));
    }

    @Test
    void anotherPolicyDoesNotMakeAnyoneWaitAnew() {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        Lease lease = fixture.acquired("news");
        TestReceiver first = fixture.awaits("news");
        TestReceiver second = fixture.awaits("news");
        pool.policy(LeastBacklogPolicy::new);
        pool.policy(Policies.named("resume"));
        assertEquals(2, pool.waiting());
        lease.close(Outcome.SUCCEEDED);
        assertTrue(first.isGranted() && second.waits());
        first.end();
        assertTrue(second.isGranted());
    }
}
