package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.policy.Policies;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** Requests that wait for a worker from which nothing is to be had any more do not wait beside one that has room. */
class StrandedWaitersTest {
    private static final long MILLI = 1_000_000;

    private long now = 1;
    private Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, () -> now);

    @Test
    void whatWaitsForAWorkerThatHandsItsClassOverGoesToAnIdleOne() {
        int number = 0;
        while (HashFraction.of("class" + number) > 0.01) {
            number++;
        }
        List<TestReceiver> all = burst("class" + number);
        assertTrue(pool.drain(all.get(0).worker().name(), 60));
        pass(1);
        all.stream().filter(receiver -> !receiver.waits()).forEach(TestReceiver::end);
        pass(1);
        assertEquals(0, pool.waiting(), () -> "though both are idle: " + pool.status());
    }

    @Test
    void whatFindsNoRoomAtANewWorkerGoesToWhoeverHasRoomFirst() {
        pool = new Pool(LeastBacklogPolicy::new, PoolSettings.DEFAULTS, () -> now);
        pool.capacityPerWorker(2);
        serving("a");
        serving("b");
        List<TestReceiver> busy = awaits("a-class", 4);
        List<TestReceiver> waiting = awaits("a-class", 6);
        serving("c");
        assertEquals(4, pool.waiting());
        busy.get(0).end();
        assertEquals(3, pool.waiting());
        assertEquals(3, waiting.stream().filter(receiver -> !receiver.waits()).count());
    }

    /** One of two workers is the home of a class and has many of its requests in flight, and more wait for it. */
    private List<TestReceiver> burst(String requestClass) {
        serving("a");
        serving("b");
        Worker home = null;
        for (int i = 0; i < 40; i++) {
            TestReceiver receiver = awaits(requestClass, 1).get(0);
            home = receiver.worker();
            now += (i == 0 ? 1_000 : 10) * MILLI;
            receiver.end();
        }
        pool.learn(Objects.requireNonNull(home), Map.of(requestClass, new Skill(100, 40, 10, Double.NaN, 0)));
        List<TestReceiver> all = awaits(requestClass, 100);
        assertSame(home, all.get(0).worker());
        assertTrue(pool.waiting() > 0, () -> pool.status().toString());
        return all;
    }

    private Worker serving(String host) {
        Worker worker = pool.register(WorkerAddress.parse("http://" + host + ":80"));
        pool.connected(worker, Resume.EMPTY);
        return worker;
    }

    private List<TestReceiver> awaits(String requestClass, int requests) {
        List<TestReceiver> receivers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            TestReceiver receiver = new TestReceiver();
            receiver.waiter = pool.await(PoolRequest.of(requestClass), receiver);
            receivers.add(receiver);
        }
        return receivers;
    }

    private void pass(int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(100);
            pool.tick();
        }
    }
}
