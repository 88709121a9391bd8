package org.resumelb.tools.simulation;

/**
 * What one simulation measured. Immutable.
 *
 * @param misses objects loaded, per request
 * @param perSecond requests finished in a second of virtual time
 * @param busiest busy time of the busiest worker over the mean
 * @param overlap share of all cached objects that another worker has cached, too
 * @param replicas workers that served a class at least twice, mean over the classes served twice by anyone
 * @param stable whether requests were served about as fast as they came
 */
record Result(
        double misses,
        double perSecond,
        double meanMillis,
        double p50Millis,
        double p99Millis,
        double busiest,
        double overlap,
        double replicas,
        boolean stable) {
    static final int FIGURES = 9;

    /** All as numbers, in the order of the components. */
    double[] figures() {
        return new double[] {
            misses, perSecond, meanMillis, p50Millis, p99Millis, busiest, overlap, replicas, stable ? 1 : 0
        };
    }

    /** The result with these {@link #figures}. */
    static Result of(double[] f) {
        return new Result(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8] == 1);
    }
}
