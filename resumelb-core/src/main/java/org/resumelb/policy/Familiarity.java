package org.resumelb.policy;

/** Which worker was sent which content lately: a table of fixed size in which newer entries replace older ones. Not thread-safe. */
final class Familiarity {
    private static final int ENTRIES = 512;

    private int[] entries = {};

    /** Notes one more request, and returns whether the same worker was sent the same content lately. */
    boolean note(long workerHash, int contentHash) {
        if (entries.length == 0) {
            entries = new int[ENTRIES];
        }
        long mixed = Hashing.mix(workerHash + contentHash * 0x9E3779B97F4A7C15L);
        int entry = (int) mixed | 1;
        int slot = (int) (mixed >>> 32) & (ENTRIES - 1);
        boolean was = entries[slot] == entry;
        entries[slot] = entry;
        return was;
    }
}
