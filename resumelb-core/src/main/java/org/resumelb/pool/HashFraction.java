package org.resumelb.pool;

/** Which request classes a canary version serves: a share of them, the same classes each time and on each balancer. */
final class HashFraction {
    private HashFraction() {}

    /** Whether a class is among a share, from 0 to 1, of all classes. What is among a share is among any larger one. */
    static boolean covers(String requestClass, double share) {
        return of(requestClass) < share;
    }

    /** A class's place from 0 to 1: its hash, stirred with the finalizer of Stafford's variant 13 as in SplitMix64. */
    static double of(String requestClass) {
        long z = requestClass.hashCode() + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1.0p-53;
    }
}
