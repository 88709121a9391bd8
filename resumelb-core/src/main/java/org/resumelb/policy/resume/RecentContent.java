package org.resumelb.policy.resume;

/**
 * Which worker was sent which content lately, and how long ago: a table in which newer entries replace older ones. An entry
 * is a tag and a stamp. Not thread-safe.
 */
final class RecentContent {
    private static final int MIN_ENTRIES = 256;

    /** A cache holds some thousand objects of one class; a smaller table would take what is cached for unknown. */
    private static final int MAX_ENTRIES = 16_384;

    /** What is returned of content that the worker was not sent lately. */
    static final int UNKNOWN = -1;

    private static final int STAMP_BITS = 12;
    private static final int STAMP = (1 << STAMP_BITS) - 1;

    /** Requests that have the same stamp, as a power of two. */
    private static final int STAMP_SHIFT = 2;

    private int[] entries = new int[MIN_ENTRIES];

    /** Makes room for about so many entries, and forgets all if that is far more or less than there is. */
    void fit(double wanted) {
        int size = Integer.highestOneBit((int) Math.max(MIN_ENTRIES, Math.min(MAX_ENTRIES, 2 * wanted)));
        if (size >= 2 * entries.length || size <= entries.length / 4) {
            entries = new int[size];
        }
    }

    /**
     * Notes one more request to a worker that has ended so many, and returns about how many of them it has ended since it
     * was sent the same content, modulo 16,384; {@link #UNKNOWN} if it was not lately.
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
