package org.resumelb.policy.resume;

/** Hashes that every load balancer computes identically. */
final class Hashing {
    private Hashing() {}

    static long of(String text) {
        return mix(text.hashCode());
    }

    /** The finalizer of SplitMix64: spreads differences in a few bits over all bits. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
