package org.resumelb.jetty.classes;

import java.util.concurrent.atomic.LongAdder;

/**
 * Requests and their time, as decaying rates: what happened a minute ago counts for 37 %. Counting is thread-safe and
 * takes no lock; the caller of {@code roll} guards the rates with its own lock.
 */
final class Meter {
    private static final double FORGET_SECONDS = 60;

    private final LongAdder requests = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private double perSecond;
    private double busy;

    /** A request ended that took this long. */
    void count(long took) {
        requests.increment();
        nanos.add(took);
    }

    /** This much time has passed since the last call. */
    void roll(double seconds) {
        double kept = Math.exp(-seconds / FORGET_SECONDS);
        perSecond = perSecond * kept + requests.sumThenReset() / seconds * (1 - kept);
        busy = busy * kept + nanos.sumThenReset() / 1e9 / seconds * (1 - kept);
    }

    double perSecond() {
        return perSecond;
    }

    double busy() {
        return busy;
    }
}
