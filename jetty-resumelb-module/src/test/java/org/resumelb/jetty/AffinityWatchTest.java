package org.resumelb.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Affinity.Verdict;

class AffinityWatchTest {
    private static final Affinity HELPS = new Affinity(Verdict.HELPS, 3, 40, 4000);
    private static final Affinity NONE = new Affinity(Verdict.DOES_NOT_HELP, 1.013, 412, 9001);

    private final AffinityWatch watch =
            new AffinityWatch(() -> Affinity.UNKNOWN, new ScheduledExecutorScheduler("unused", true));

    @Test
    void nothingIsSaidWhileItIsNotKnownAndWhenItHelpsAsItShould() {
        assertNull(watch.news(Affinity.UNKNOWN));
        assertNull(watch.news(HELPS));
    }

    @Test
    void thatItDoesNotHelpIsSaidOnce() {
        assertEquals(
                "Affinity does not help: the request class hardly matters to the workers' caches, or they share one. "
                        + "A class's first requests on a worker take 1.01 times as long as later ones "
                        + "(412 and 9001 requests)",
                watch.news(NONE));
        assertNull(watch.news(NONE));
        assertNull(watch.news(Affinity.UNKNOWN));
        assertNull(watch.news(NONE));
    }

    @Test
    void thatItHelpsAfterAllIsSaidToo() {
        watch.news(NONE);
        assertEquals(
                "Affinity helps now. A class's first requests on a worker take 3.00 times as long as later ones "
                        + "(40 and 4000 requests)",
                watch.news(HELPS));
    }
}
