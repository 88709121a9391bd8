package org.resumelb.policy.resume;

/** Which worker was sent which content lately: a table in which newer entries replace older ones. Not thread-safe. */
final class RecentContent {
    private static final int MIN_ENTRIES = 256;

    /** A cache holds some thousand objects of one class; a smaller table would take what is cached for unknown. */
    private static final int MAX_ENTRIES = 16_384;

    private int[] entries = new int[MIN_ENTRIES];

    /** Makes room for about so many entries, and forgets all if that is far more or less than there is. */
    void fit(double wanted) {
        int size = Integer.highestOneBit((int) Math.max(MIN_ENTRIES, Math.min(MAX_ENTRIES, 2 * wanted)));
        if (size >= 2 * entries.length || size <= entries.length / 4) {
            entries = new int[size];
        }
    }

    /** Notes one more request, and returns whether the same worker was sent the same content lately. */
    boolean note(long workerHash, long contentKey) {
        long mixed = Hashing.mix(workerHash + contentKey);
        int entry = (int) mixed | 1;
        int slot = (int) (mixed >>> 32) & (entries.length - 1);
        boolean was = entries[slot] == entry;
        entries[slot] = entry;
        return was;
    }
}
