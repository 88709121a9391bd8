package org.resumelb.policy.resume;

/**
 * Which worker was recently sent which content, and how long ago: a table in which newer entries replace older ones. An
 * entry consists of a tag and a stamp. Not thread-safe.
 */
final class RecentContent {
    private static final int MIN_ENTRIES = 256;

    /** A cache holds thousands of objects of one class; a smaller table would forget content that is still cached. */
    private static final int MAX_ENTRIES = 16_384;

    /** Returned for content that the worker was not sent recently. */
    static final int UNKNOWN = -1;

    private static final int STAMP_BITS = 12;
    private static final int STAMP = (1 << STAMP_BITS) - 1;

    /** Number of requests that share a stamp, as a power of two. */
    private static final int STAMP_SHIFT = 2;

    private int[] entries = new int[MIN_ENTRIES];

    /** Makes room for about this many entries, and forgets everything if that differs greatly from the present size. */
    void fit(double wanted) {
        int size = Integer.highestOneBit((int) Math.max(MIN_ENTRIES, Math.min(MAX_ENTRIES, 2 * wanted)));
        if (size >= 2 * entries.length || size <= entries.length / 4) {
            entries = new int[size];
        }
    }

    /**
     * Records one more request to a worker that has ended the given number of requests, and returns about how many of
     * them it has ended since it was sent the same content, modulo 16,384; {@link #UNKNOWN} if that was not recently.
     */
    int note(long workerHash, long contentKey, int ended) {
        long mixed = Hashing.mix(workerHash + contentKey);
        int tag = ((int) mixed & ~STAMP) | (1 << STAMP_BITS);
        int stamp = (ended >>> STAMP_SHIFT) & STAMP;
        int slot = (int) (mixed >>> 32) & (entries.length - 1);
        int was = entries[slot];
        entries[slot] = tag | stamp;
        return (was & ~STAMP) == tag ? ((stamp - was) & STAMP) << STAMP_SHIFT : UNKNOWN;
    }
}
