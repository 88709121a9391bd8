package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How many requests a worker serves at a time is found out from how fast it finishes them. */
class ConcurrencyTest {
    private static final double MEAN_MILLIS = 10;

    private final SplittableRandom random = new SplittableRandom(5);
    private final Concurrency concurrency = new Concurrency();

    @Test
    void beforeItIsKnownItIsSomewhatMoreThanOne() {
        assertEquals(3, concurrency.value());
    }

    @Test
    void whoFinishesNoMoreWithMoreInHandServesOneAtATime() {
        work(1, 1, 40);
        assertEquals(1, concurrency.value());
    }

    @Test
    void whoFinishesMoreUpToFourInHandServesFour() {
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
    void aChangeIsFollowed() {
        work(8, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        work(2, 1, 40);
        assertEquals(2, concurrency.value(), 1);
    }

    /** A worker with so many servers, with between least and most in hand, finishes 20,000 requests. */
    private void work(int servers, int least, int most) {
        int open = least;
        for (int ended = 0; ended < 20_000; ) {
            double rate = Math.min(open, servers) / MEAN_MILLIS;
            concurrency.held(open, -Math.log(1 - random.nextDouble()) / rate / 2);
            if (random.nextBoolean()) {
                concurrency.ended(open);
                ended++;
                open = Math.max(least, open - 1);
            } else {
                open = Math.min(most, open + 1);
            }
        }
    }
}
