package org.resumelb.pool;

/** Which request classes a canary version serves: a share of them, always the same ones, on every load balancer. */
final class HashFraction {
    private HashFraction() {}

    /**
     * Whether a class is in a share, from 0 to 1, of all classes. A class in one share is in every larger share, too.
     */
    static boolean covers(String requestClass, double share) {
        return of(requestClass) < share;
    }

    /** A class's position from 0 to 1: its hash, mixed with the finalizer of SplitMix64 (Stafford's variant 13). */
    static double of(String requestClass) {
        long z = requestClass.hashCode() + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1.0p-53;
    }
}
