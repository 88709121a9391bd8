package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

/** How many requests are sent to a worker that serves one at a time, by how long they take. */
class InFlightLimitTest {
    private static final long MICRO = 1_000;
    private static final int LEAST = 3;

    private long now;
    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);
    private final Deque<Lease> inHand = new ArrayDeque<>();

    @BeforeEach
    void begin() {
        pool.connected(pool.register(new WorkerAddress("http", "w", 8080, "", null)), Resume.EMPTY);
    }

    @Test
    void ofLongRequestsItGetsAFewMoreThanItServes() {
        assertEquals(LEAST, sentAtOnce(20_000));
    }

    @Test
    void ofShortOnesItGetsWhatItHasDoneSoon() {
        int sent = sentAtOnce(200);
        assertTrue(sent > 20 && sent < 30, () -> "sent of requests of 0.2 ms: " + sent);
    }

    @Test
    void eachOfSeveralLoadBalancersSendsItsPartOfThat() {
        pool.balancers(4);
        int sent = sentAtOnce(200);
        assertTrue(sent > 4 && sent < 9, () -> "sent of requests of 0.2 ms: " + sent);
    }

    @Test
    void whileItIsNotAsQuickAsItWasItGetsNoMore() {
        int sent = sentAtOnce(200);
        inHand.remove().close(Outcome.SUCCEEDED);
        now += 60_000 * MICRO;
        send(Integer.MAX_VALUE);
        assertEquals(sent - 1, inHand.size());
    }

    /** However long such requests take on average, those that wait for news do not keep the worker busy. */
    @Test
    void quickRequestsDoNotWaitUntilLongPollsEnd() {
        for (int i = 0; i < 200; i++) {
            send(1);
            now += 20_000_000 * MICRO;
            inHand.remove().close(Outcome.SUCCEEDED);
        }
        send(Integer.MAX_VALUE);
        assertNull(pool.acquire("quick"));
        now += 2_500_000 * MICRO;
        pool.tick();
        assertNotNull(pool.acquire("quick"));
    }

    /** Has the worker serve many requests, each of so long, and then sends as many as there is room for. */
    private int sentAtOnce(long micros) {
        for (int i = 0; i < 8_000; i++) {
            send(1 + i % 8);
            now += micros * MICRO;
            inHand.remove().close(Outcome.SUCCEEDED);
        }
        send(Integer.MAX_VALUE);
        return inHand.size();
    }

    private void send(int atMost) {
        while (inHand.size() < atMost) {
            Lease lease = pool.acquire("a");
            if (lease == null) {
                return;
            }
            inHand.add(lease);
        }
    }
}
