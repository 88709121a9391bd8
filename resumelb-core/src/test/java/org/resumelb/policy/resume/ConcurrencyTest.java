package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How many requests a worker serves at a time is found out from how long they take with few and with many in hand. */
class ConcurrencyTest {
    private static final double MEAN_MILLIS = 10;
    private static final int REQUESTS_AT_ONE_LOAD = 200;

    private final SplittableRandom random = new SplittableRandom(5);
    private final Concurrency concurrency = new Concurrency();

    @Test
    void beforeItIsKnownItIsSomewhatMoreThanOne() {
        assertEquals(3, concurrency.value());
    }

    @Test
    void whoTakesLongerTheMoreAreInHandServesOneAtATime() {
        work(1, 1, 40);
        assertEquals(1, concurrency.value());
    }

    @Test
    void whoTakesNoLongerUpToFourInHandServesFour() {
        work(4, 1, 40);
        assertEquals(4, concurrency.value(), 1);
    }

    @Test
    void itIsFoundThoughThereIsNeverJustOneInHand() {
        work(16, 5, 60);
        assertEquals(16, concurrency.value(), 3);
    }

    @Test
    void nothingIsConcludedFromAnEverLongQueue() {
        work(1, 100, 200);
        assertEquals(3, concurrency.value());
    }

    @Test
    void whatComesAfterTheHeadIsNoWaiting() {
        for (int i = 0; i < 20_000; i++) {
            concurrency.ended(2 + random.nextInt(9), 15, 5);
        }
        assertTrue(concurrency.limit() >= 10, () -> "limit " + concurrency.limit());
    }

    @Test
    void theWayToAWorkerIsNoWaiting() {
        for (int i = 0; i < 20_000; i++) {
            concurrency.ended(1 + i % 8, 9, 4);
        }
        assertTrue(concurrency.value() > 4, () -> "served at a time: " + concurrency.value());
    }

    @Test
    void whoWaitsTheLongerOutsideOfServiceTheMoreAreInHandIsServedOneAtATime() {
        for (int i = 0; i < 20_000; i++) {
            int place = 1 + i % 8;
            concurrency.ended(place, 5 + 4 * (place - 0.5), 4);
        }
        assertEquals(1, concurrency.value());
    }

    @Test
    void aFewThatWaitForNewsAreNoSignOfTooManyInHand() {
        for (int i = 0; i < 20_000; i++) {
            // All of them at the second place.
            boolean news = i % 200 == 1;
            concurrency.ended(1 + i % 8, news ? 60_000 : 10, Double.NaN);
        }
        assertEquals(32, concurrency.limit());
    }

    @Test
    void requestsThatAllTakeLongSayHowManyAreServedAtATime() {
        for (int i = 0; i < 2_000; i++) {
            concurrency.ended(1 + i % 8, 10, Double.NaN);
        }
        for (int i = 0; i < 20_000; i++) {
            int place = 1 + i % 8;
            concurrency.ended(place, 20_000 * Math.max(1, place - 0.5), Double.NaN);
        }
        assertEquals(1, concurrency.value());
    }

    @Test
    void aChangeIsFollowed() {
        work(8, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        assertEquals(2, concurrency.value(), 1);
    }

    /** A worker with so many servers, first come, first served, finishes 20,000 requests; between least and most are in hand. */
    private void work(int servers, int least, int most) {
        double[] freeAt = new double[servers];
        PriorityQueue<double[]> inHand = new PriorityQueue<>(Comparator.comparingDouble(it -> it[0]));
        double now = 0;
        double load = 1;
        for (int ended = 0; ended < 20_000; ) {
            double arrival = now - Math.log(1 - random.nextDouble()) * MEAN_MILLIS / servers / load;
            boolean comes = inHand.size() < least || (inHand.size() < most && arrival < inHand.element()[0]);
            if (comes) {
                now = inHand.size() < least ? now : arrival;
                Arrays.sort(freeAt);
                freeAt[0] = Math.max(now, freeAt[0]) + MEAN_MILLIS * (0.5 + random.nextDouble());
                inHand.add(new double[] {freeAt[0], now, inHand.size() + 1});
            } else {
                double[] done = inHand.remove();
                now = done[0];
                concurrency.ended((int) done[2], now - done[1], Double.NaN);
                ended++;
                load = ended % REQUESTS_AT_ONE_LOAD == 0 ? 0.2 + 1.2 * random.nextDouble() : load;
            }
        }
    }
}
