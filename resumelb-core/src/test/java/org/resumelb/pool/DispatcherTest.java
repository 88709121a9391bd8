package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.policy.Policies;
import org.resumelb.resume.Resume;

/** Who gets the room that a request leaves, whatever happens meanwhile. */
class DispatcherTest {
    private static final int HELD_AT_FIRST = 32;

    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private final List<Lease> open = new ArrayList<>();

    private void resume() {
        pool.policy(Policies.named("resume"));
    }

    /** Requests until a worker can take no more. */
    private void fill(String requestClass) {
        for (Lease lease = pool.acquire(requestClass); lease != null; lease = pool.acquire(requestClass)) {
            open.add(lease);
            assertTrue(open.size() <= 1_000);
        }
    }

    private void endAll() {
        while (!open.isEmpty()) {
            open.remove(0).close(Outcome.SUCCEEDED);
        }
    }

    private List<TestReceiver> wait(String requestClass, int requests) {
        List<TestReceiver> waiting = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            waiting.add(fixture.awaits(requestClass));
        }
        return waiting;
    }

    private static long granted(List<TestReceiver> receivers) {
        return receivers.stream().filter(TestReceiver::isGranted).count();
    }

    private void assertAtRest() {
        PoolStatus status = pool.status();
        assertEquals(0, status.backlog());
        assertEquals(0, pool.waiting());
        status.workers().forEach(worker -> assertEquals(0, worker.backlog(), worker.name()));
    }

    /** Throws whatever it is told. */
    private static final class Broken implements Receiver {
        @Override
        public void granted(Lease lease) {
            throw new AssertionError("granted");
        }

        @Override
        public void refused() {
            throw new AssertionError("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog", "resume"})
    void aReceiverThatThrowsLeaksNoLeaseAndKeepsNobodyElseFromBeingServed(String policy) {
        List<String> failures = new ArrayList<>();
        pool.onFailure(failure -> failures.add(String.valueOf(failure.getMessage())));
        pool.policy(Policies.named(policy));
        pool.capacityPerWorker(1);
        fixture.serving("a");
        Lease lease = fixture.acquired("news");
        pool.await(PoolRequest.of("news"), new Broken());
        TestReceiver next = fixture.awaits("news");
        pool.await(PoolRequest.of("news"), new Broken());
        lease.close(Outcome.SUCCEEDED);
        assertTrue(next.isGranted());
        next.end();
        assertEquals(List.of("granted", "granted"), failures);
        assertAtRest();
        pool.maxWaiting(0);
        fill("news");
        pool.await(PoolRequest.of("news"), new Broken());
        assertEquals(List.of("granted", "granted", "refused"), failures);
    }

    @Test
    void aReceiverThatThrowsThoughItNeedNotWaitLeaksNothingEither() {
        fixture.serving("a");
        Waiter waiter = pool.await(PoolRequest.of("news"), new Broken());
        assertFalse(waiter.cancel());
        assertAtRest();
    }

    @Test
    void aListenerOfFailuresThatThrowsHarmsNobody() {
        pool.onFailure(failure -> {
            throw new IllegalStateException("cannot hear it");
        });
        fixture.serving("a");
        pool.await(PoolRequest.of("news"), new Broken());
        assertAtRest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog", "resume"})
    void eachRequestThatEndsLetsInAtMostOne(String policy) {
        pool.policy(Policies.named(policy));
        pool.capacityPerWorker(8);
        fixture.serving("a");
        fixture.serving("b");
        fill("news");
        List<TestReceiver> waiting = wait("news", 500);
        waiting.addAll(wait("sports", 500));
        long before = 0;
        while (!open.isEmpty()) {
            fixture.nanos += TimeUnit.MILLISECONDS.toNanos(5);
            open.remove(0).close(Outcome.SUCCEEDED);
            assertEquals(before + 1, granted(waiting));
            before++;
        }
    }

    /** On one thread: each end grants the next, which ends at once. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void aHundredThousandThatEndAtOnceDoNotDeepenTheStack(String policy) {
        pool.policy(Policies.named(policy));
        pool.capacityPerWorker(1);
        fixture.serving("a");
        Lease lease = fixture.acquired("news");
        int[] granted = {0};
        int[] depth = {0, 0};
        Receiver hasty = new Receiver() {
            @Override
            public void granted(Lease its) {
                depth[0]++;
                depth[1] = Math.max(depth[0], depth[1]);
                granted[0]++;
                its.close(Outcome.SUCCEEDED);
                depth[0]--;
            }

            @Override
            public void refused() {
                throw new AssertionError();
            }
        };
        for (int i = 0; i < 100_000; i++) {
            pool.await(PoolRequest.of("c" + i % 100), hasty);
        }
        lease.close(Outcome.SUCCEEDED);
        assertEquals(100_000, granted[0]);
        assertEquals(1, depth[1]);
        assertAtRest();
    }

    @Test
    void aReceiverMayWaitAgainAtOnce() {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        List<TestReceiver> followers = new ArrayList<>();
        Lease lease = fixture.acquired("news");
        pool.await(PoolRequest.of("news"), new Receiver() {
            @Override
            public void granted(Lease its) {
                followers.add(fixture.awaits("news"));
                its.close(Outcome.SUCCEEDED);
                followers.add(fixture.awaits("news"));
            }

            @Override
            public void refused() {
                throw new AssertionError();
            }
        });
        lease.close(Outcome.SUCCEEDED);
        assertTrue(followers.get(0).isGranted());
        assertTrue(followers.get(1).waits());
    }

    @Test
    void whoCancelsBeforeItIsToldStillGetsWhatWasGranted() {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        fixture.serving("b");
        Lease first = fixture.acquired("news");
        Lease second = fixture.acquired("news");
        List<Boolean> cancelled = new ArrayList<>();
        TestReceiver[] last = new TestReceiver[1];
        pool.await(PoolRequest.of("news"), new Receiver() {
            @Override
            public void granted(Lease lease) {
                // The other was granted inside this call, and is told only after it.
                second.close(Outcome.SUCCEEDED);
                cancelled.add(last[0].cancel());
                assertTrue(last[0].waits());
            }

            @Override
            public void refused() {
                throw new AssertionError();
            }
        });
        last[0] = fixture.awaits("news");
        first.close(Outcome.SUCCEEDED);
        assertEquals(List.of(false), cancelled);
        assertTrue(last[0].isGranted());
    }

    @Test
    void withinAClassNobodyOvertakesWhoWaitsForTheSameWorker() {
        resume();
        fixture.serving("a");
        fill("news");
        assertEquals(HELD_AT_FIRST, open.size());
        List<TestReceiver> waiting = wait("news", 50);
        for (int served = 1; served <= 50; served++) {
            fixture.nanos += TimeUnit.MILLISECONDS.toNanos(20);
            open.remove(0).close(Outcome.SUCCEEDED);
            assertEquals(served, granted(waiting));
            assertEquals(served == 50, pool.waiting() == 0);
            open.add(waiting.get(served - 1).lease());
            assertNull(pool.acquire("news"), "it has no room");
        }
    }

    @Test
    void classesTakeTurnsHoweverManyOneOfThemSends() {
        resume();
        fixture.serving("a");
        fill("flood");
        List<TestReceiver> flood = wait("flood", 200);
        List<TestReceiver> brook = wait("brook", 10);
        for (int i = 0; i < 25; i++) {
            fixture.nanos += TimeUnit.MILLISECONDS.toNanos(5);
            open.remove(0).close(Outcome.SUCCEEDED);
        }
        assertEquals(10, granted(brook));
        assertEquals(15, granted(flood));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unregister", "disconnect", "drain", "withdraw"})
    void whenAWorkerLeavesThoseWhoWaitForItGoElsewhere(String way) {
        resume();
        Worker a = fixture.serving("a");
        fill("news");
        List<TestReceiver> waiting = wait("news", 10);
        Worker b = fixture.serving("b");
        switch (way) {
            case "unregister" -> pool.unregister(a);
            case "disconnect" -> pool.disconnected(a);
            case "drain" -> pool.drain("a:80", true);
            default -> pool.withdraw(a);
        }
        assertEquals(10, granted(waiting));
        waiting.forEach(receiver -> assertSame(b, receiver.worker()));
        waiting.forEach(TestReceiver::end);
        endAll();
        assertAtRest();
    }

    @Test
    void whenTheOnlyWorkerLeavesAllWaitForAnyone() {
        resume();
        Worker a = fixture.serving("a");
        fill("news");
        List<TestReceiver> waiting = wait("news", 10);
        pool.unregister(a);
        assertEquals(0, granted(waiting));
        assertEquals(10, pool.waiting());
        endAll();
        assertEquals(0, granted(waiting));
        Worker b = fixture.serving("b");
        assertEquals(10, granted(waiting));
        waiting.forEach(receiver -> assertSame(b, receiver.worker()));
    }

    @Test
    void aWorkerThatJoinsWithNothingToDoTakesFromThoseWhoWaitForOthers() {
        resume();
        fixture.serving("a");
        fill("news");
        List<TestReceiver> waiting = wait("news", 10);
        assertEquals(0, granted(waiting));
        Worker b = fixture.serving("b");
        assertTrue(granted(waiting) > 0, "b has nothing to do while ten wait");
        waiting.stream().filter(TestReceiver::isGranted).forEach(receiver -> assertSame(b, receiver.worker()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWorkerWithAFreePlaceTakesFromThoseWhoWaitForOthers(int taken) {
        resume();
        fixture.serving("a");
        Worker b = fixture.serving("b");
        fill("news");
        List<TestReceiver> waiting = wait("news", 64);
        List<Lease> ofB = open.stream().filter(lease -> lease.worker() == b).toList();
        List<Lease> mine = new ArrayList<>(ofB.subList(taken, ofB.size()));
        for (int i = 0; i < 200 && !mine.isEmpty(); i++) {
            // Nothing is learnt of it, so b is as good as a.
            mine.remove(0).close(Outcome.ABORTED);
            waiting.stream()
                    .filter(TestReceiver::isGranted)
                    .filter(receiver ->
                            receiver.worker() == b && !receiver.lease().isClosed())
                    .map(TestReceiver::lease)
                    .filter(lease -> !mine.contains(lease) && !ofB.contains(lease))
                    .forEach(mine::add);
        }
        assertEquals(64, granted(waiting), "a ends nothing, so b does it all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog", "resume"})
    void anotherPolicyServesThoseWhoWaitForTheFormersChoice(String next) {
        resume();
        fixture.serving("a");
        fill("news");
        List<TestReceiver> waiting = wait("news", 100);
        pool.policy(Policies.named(next));
        assertEquals(100, pool.waiting() + granted(waiting));
        for (int i = 0; i < 100; i++) {
            endAll();
            waiting.stream().filter(TestReceiver::isGranted).forEach(TestReceiver::end);
        }
        assertEquals(100, granted(waiting));
        assertAtRest();
    }

    @Test
    void leasesOfAFormerPolicyDoNotDisturbTheNextOfItsKind() {
        resume();
        fixture.serving("a");
        fill("news");
        resume();
        endAll();
        PoolFixture fresh = new PoolFixture();
        fresh.pool.policy(Policies.named("resume"));
        fresh.serving("a");
        for (int i = 0; i < 200; i++) {
            fixture.acquired("c" + i).close(Outcome.SUCCEEDED);
            fresh.acquired("c" + i).close(Outcome.SUCCEEDED);
        }
        assertEquals(
                fresh.pool.explain("sports").candidates().get(0).score(),
                pool.explain("sports").candidates().get(0).score(),
                1e-9);
    }

    @Test
    void aVersionThatTakesOverServesThoseWhoWaitForTheFormer() {
        resume();
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=2");
        fill("news");
        List<TestReceiver> waiting = wait("news", 10);
        Worker c = fixture.serving("c;version=2");
        assertEquals(10, granted(waiting));
        waiting.forEach(receiver -> assertTrue(Set.of(b, c).contains(receiver.worker())));
        waiting.forEach(TestReceiver::end);
        endAll();
        assertAtRest();
    }

    @Test
    void aCanaryServesItsClassesAndTheQuorumHelpsIt() {
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true).withCanary(0.5));
        pool.capacityPerWorker(1);
        Worker main = fixture.serving("a;version=1");
        Worker canary = fixture.serving("b;version=2");
        String ofCanary = classOn(canary);
        String ofMain = classOn(main);
        Lease onMain = fixture.acquired(ofMain);
        Lease onCanary = fixture.acquired(ofCanary);
        TestReceiver mains = fixture.awaits(ofMain);
        TestReceiver canarys = fixture.awaits(ofCanary);
        onCanary.close(Outcome.SUCCEEDED);
        assertTrue(mains.waits(), "the newer version serves its share only");
        assertSame(canary, canarys.worker());
        TestReceiver next = fixture.awaits(ofCanary);
        onMain.close(Outcome.SUCCEEDED);
        assertSame(main, mains.worker());
        mains.end();
        assertSame(main, next.worker(), "the version that serves may serve everything");
    }

    @Test
    void whenTheCanaryLeavesThoseWhoWaitForItGoToTheQuorum() {
        resume();
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true).withCanary(0.5));
        Worker main = fixture.serving("a;version=1");
        Worker canary = fixture.serving("b;version=2");
        String ofCanary = classOn(canary);
        fill(ofCanary);
        List<TestReceiver> waiting = wait(ofCanary, 10);
        pool.disconnected(canary);
        assertEquals(10, granted(waiting));
        waiting.forEach(receiver -> assertSame(main, receiver.worker()));
    }

    private String classOn(Worker worker) {
        for (int i = 0; ; i++) {
            Lease lease = fixture.acquired("class" + i);
            fixture.nanos += TimeUnit.MILLISECONDS.toNanos(20);
            lease.close(Outcome.SUCCEEDED);
            if (lease.worker() == worker) {
                return "class" + i;
            }
        }
    }

    @Test
    void aWorkerThatHandsItsClassesOverServesWhatStillIsItsOwn() {
        pool.capacityPerWorker(1);
        Worker a = fixture.serving("a", Map.of("known", 1.0));
        Lease lease = fixture.acquired("known");
        TestReceiver unknown = fixture.awaits("unknown");
        TestReceiver known = fixture.awaits("known");
        pool.drain("a:80", 1_000);
        lease.close(Outcome.SUCCEEDED);
        assertSame(a, known.worker());
        assertTrue(unknown.waits());
        known.end();
        assertTrue(unknown.waits());
        Worker b = fixture.serving("b");
        assertSame(b, unknown.worker());
    }

    @Test
    void whenTheTimeOfAHandoverIsOverThoseWhoWaitGoElsewhere() {
        resume();
        Worker a = fixture.serving("a", Map.of("news", 1.0));
        fill("news");
        List<TestReceiver> waiting = wait("news", 5);
        pool.drain("a:80", 100);
        endAll();
        Set<Worker> servers = new HashSet<>();
        waiting.stream().filter(TestReceiver::isGranted).forEach(receiver -> servers.add(receiver.worker()));
        assertTrue(servers.isEmpty() || servers.equals(Set.of(a)));
        fixture.serving("b");
        fixture.nanos += TimeUnit.SECONDS.toNanos(101);
        pool.tick();
        assertEquals(5, granted(waiting));
    }

    @Test
    void anExplanationKnowsWhatIsDueThoughNoRequestCame() {
        pool.ejection(new EjectionSettings(1, 1_000, 1_000));
        fixture.serving("a", Map.of("news", 1_000.0));
        fixture.serving("b");
        fixture.acquired("news").close(Outcome.FAILED);
        assertEquals("b:80", pool.explain("news").worker());
        fixture.nanos += TimeUnit.SECONDS.toNanos(2);
        assertEquals("a:80", pool.explain("news").worker());
        assertEquals("a:80", fixture.acquired("news").worker().name());
    }

    @Test
    void cancellingGivesItsPlaceInLineToTheNext() {
        resume();
        fixture.serving("a");
        fill("news");
        List<TestReceiver> waiting = wait("news", 3);
        assertTrue(waiting.get(0).cancel());
        open.remove(0).close(Outcome.SUCCEEDED);
        assertTrue(waiting.get(0).waits());
        assertTrue(waiting.get(1).isGranted());
        assertFalse(waiting.get(1).cancel());
        assertTrue(waiting.get(2).cancel());
        assertEquals(0, pool.waiting());
        waiting.get(1).end();
        endAll();
        assertAtRest();
    }

    @Test
    void roomThatComesWithTimeGoesToThoseWhoWait() {
        resume();
        fixture.serving("a");
        fill("news");
        TestReceiver receiver = fixture.awaits("news");
        // What is open for a minute does not keep the worker busy any more.
        fixture.nanos += TimeUnit.MINUTES.toNanos(1);
        assertTrue(receiver.waits());
        pool.tick();
        assertTrue(receiver.isGranted());
    }

    @Test
    void anEjectedWorkersQueueGoesElsewhereAtOnce() {
        resume();
        pool.ejection(new EjectionSettings(2, 10_000, 10_000));
        Worker a = fixture.serving("a");
        Worker b = fixture.serving("b");
        fill("news");
        List<TestReceiver> waiting = wait("news", 40);
        List<Lease> ofA = open.stream().filter(lease -> lease.worker() == a).toList();
        assertNotNull(pool.explain("news").reason());
        ofA.get(0).close(Outcome.FAILED);
        ofA.get(1).close(Outcome.FAILED);
        assertEquals(Set.of("b"), fixture.active());
        open.forEach(lease -> lease.close(Outcome.SUCCEEDED));
        for (int i = 0; i < 40; i++) {
            waiting.stream().filter(TestReceiver::isGranted).forEach(TestReceiver::end);
        }
        assertEquals(40, granted(waiting));
        long later = waiting.stream().filter(receiver -> receiver.worker() == b).count();
        assertTrue(later >= 38, later + " of 40");
        pool.connected(a, Resume.EMPTY);
        assertAtRest();
    }
}
