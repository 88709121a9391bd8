package org.resumelb.policy.resume;

/** Hashes that every load balancer computes identically. */
final class Hashing {
    private Hashing() {}

    /**
     * Of a name: FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv), char by char, and mixed. That of strings has 32 bits, and is
     * the same for names such as {@code pod-Aa} and {@code pod-BB}, whose workers would then share their places.
     */
    static long of(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The finalizer of SplitMix64: spreads differences in a few bits over all bits. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
