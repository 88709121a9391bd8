package org.resumelb.tools.simulation;

/**
 * What a worker says with one answer. Immutable.
 *
 * @param inFlight requests in the worker's hands when it answered, this one included; -1 when it did not say
 * @param serviceMillis how long the worker took for the request, in milliseconds; NaN when it did not say
 * @param missMillis how much of that went to cache misses, in milliseconds; NaN when it did not say
 */
record Report(int inFlight, double serviceMillis, double missMillis) {
    /** Of a worker that says nothing. */
    static final Report NONE = new Report(-1, Double.NaN, Double.NaN);
}
