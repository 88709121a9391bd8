package org.resumelb.zookeeper;

/** Pauses between attempts, each twice the one before up to a limit. Not thread-safe. */
final class Pauses {
    private final long firstMillis;
    private final long limitMillis;
    private long nextMillis;

    Pauses(long firstMillis, long limitMillis) {
        this.firstMillis = firstMillis;
        this.limitMillis = limitMillis;
        this.nextMillis = firstMillis;
    }

    long nextMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(2 * pause, limitMillis);
        return pause;
    }

    void reset() {
        nextMillis = firstMillis;
    }
}
