package org.resumelb.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits until nothing has happened for a while. Not thread-safe. */
final class Silence {
    private static final long LONGEST_LOOK_MILLIS = 50;

    private final LongSupplier nanoClock;
    private final Pause pause;

    Silence(LongSupplier nanoClock, Pause pause) {
        this.nanoClock = nanoClock;
        this.pause = pause;
    }

    /**
     * Waits.
     *
     * @param events how much has happened so far
     * @param silenceMillis return after this long without an event
     * @param limitMillis return after this long in any case
     * @return whether there was silence
     */
    boolean await(LongSupplier events, long silenceMillis, long limitMillis) throws InterruptedException {
        long begin = nanoClock.getAsLong();
        long silentSince = begin;
        long seen = events.getAsLong();
        long now = begin;
        while (millis(now - silentSince) < silenceMillis) {
            if (millis(now - begin) >= limitMillis) {
                return false;
            }
            pause.millis(Math.min(LONGEST_LOOK_MILLIS, silenceMillis));
            now = nanoClock.getAsLong();
            long present = events.getAsLong();
            if (present != seen) {
                seen = present;
                silentSince = now;
            }
        }
        return true;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }
}
