package org.resumelb.tools.simulation;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A least-recently-used cache of object numbers, bounded by their total weight. Open addressing and a list linked
 * through arrays: no object is allocated per entry. Not thread-safe.
 */
final class LruCache {
    private static final int NONE = -1;

    private final long capacity;
    private long weight;
    private int size;

    // Entries by place; the least recently used is oldest.
    private long[] keys = new long[64];
    private int[] weights = new int[64];
    private int[] older = new int[64];
    private int[] newer = new int[64];
    private int oldest = NONE;
    private int newest = NONE;
    private int freed = NONE;
    private int used;

    // Hash table: entry + 1, 0 is empty.
    private int[] table = new int[256];

    /** An empty cache for a total weight. */
    LruCache(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Uses an object, loading it when it is missing.
     *
     * @return whether it was there
     */
    boolean touch(long key, int itsWeight) {
        int slot = slotOf(key);
        int entry = table[slot] - 1;
        if (entry != NONE) {
            unlink(entry);
            linkNewest(entry);
            return true;
        }
        load(key, itsWeight);
        return false;
    }

    private void load(long key, int itsWeight) {
        if (itsWeight > capacity) {
            return;
        }
        while (weight + itsWeight > capacity) {
            evict();
        }
        int entry = newEntry();
        keys[entry] = key;
        weights[entry] = itsWeight;
        linkNewest(entry);
        weight += itsWeight;
        size++;
        if (4 * size > 3 * table.length) {
            rehash();
        }
        table[slotOf(key)] = entry + 1;
    }

    private void evict() {
        int entry = oldest;
        unlink(entry);
        weight -= weights[entry];
        size--;
        closeGap(slotOf(keys[entry]));
        older[entry] = freed;
        freed = entry;
    }

    private int newEntry() {
        if (freed != NONE) {
            int entry = freed;
            freed = older[entry];
            return entry;
        }
        if (used == keys.length) {
            keys = Arrays.copyOf(keys, 2 * used);
            weights = Arrays.copyOf(weights, 2 * used);
            older = Arrays.copyOf(older, 2 * used);
            newer = Arrays.copyOf(newer, 2 * used);
        }
        return used++;
    }

    private void linkNewest(int entry) {
        older[entry] = newest;
        newer[entry] = NONE;
        if (newest == NONE) {
            oldest = entry;
        } else {
            newer[newest] = entry;
        }
        newest = entry;
    }

    private void unlink(int entry) {
        int before = older[entry];
        int after = newer[entry];
        if (before == NONE) {
            oldest = after;
        } else {
            newer[before] = after;
        }
        if (after == NONE) {
            newest = before;
        } else {
            older[after] = before;
        }
    }

    /** Where the key is, or where it belongs. */
    private int slotOf(long key) {
        int mask = table.length - 1;
        int slot = home(key);
        while (table[slot] != 0 && keys[table[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & (table.length - 1);
    }

    /** Empties a slot and moves later entries up, so that searches do not end too early. */
    private void closeGap(int gap) {
        int mask = table.length - 1;
        int hole = gap;
        int slot = (gap + 1) & mask;
        while (table[slot] != 0) {
            int distance = (slot - home(keys[table[slot] - 1])) & mask;
            if (distance >= ((slot - hole) & mask)) {
                table[hole] = table[slot];
                hole = slot;
            }
            slot = (slot + 1) & mask;
        }
        table[hole] = 0;
    }

    private void rehash() {
        int[] old = table;
        table = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                table[slotOf(keys[entry - 1])] = entry;
            }
        }
    }

    int size() {
        return size;
    }

    /** Visits what is cached, the least recently used first. */
    void forEach(LongConsumer visitor) {
        for (int entry = oldest; entry != NONE; entry = newer[entry]) {
            visitor.accept(keys[entry]);
        }
    }
}
