package org.resumelb.resume;

/**
 * What a worker says of one request in the head of its answer. Every value is optional. A value that no worker could
 * mean (negative, not a number, infinite or beyond the limits below) counts as absent, so whoever gets a report need
 * not check it again. Immutable.
 *
 * @param inFlight requests in the worker's hands when it wrote the answer's head, this one included, those of other
 *     load balancers too; -1 when absent, at most {@value #MAX_IN_FLIGHT}
 * @param serviceMillis milliseconds from the request's arrival at the worker to the answer's head; {@link Double#NaN}
 *     when absent, at most {@value #MAX_MILLIS}
 * @param missMillis milliseconds that the request had spent by then on loading what a cache did not hold;
 *     {@link Double#NaN} when absent, at most {@value #MAX_MILLIS}
 */
public record Report(int inFlight, double serviceMillis, double missMillis) {
    /** More requests than any worker serves at a time. */
    public static final int MAX_IN_FLIGHT = 1_000_000;

    /** A day: longer than any worker takes for the head of an answer. */
    public static final double MAX_MILLIS = 86_400_000;

    /** The report of a worker that says nothing. */
    public static final Report NONE = new Report(-1, Double.NaN, Double.NaN);

    /** Takes values that make no sense for absent. */
    public Report {
        inFlight = inFlight >= 0 && inFlight <= MAX_IN_FLIGHT ? inFlight : -1;
        serviceMillis = sensible(serviceMillis);
        missMillis = sensible(missMillis);
    }

    private static double sensible(double millis) {
        return millis >= 0 && millis <= MAX_MILLIS ? millis : Double.NaN;
    }

    /** Whether the worker said how many requests it has in flight. */
    public boolean hasInFlight() {
        return inFlight >= 0;
    }

    /** Whether the worker said how long the request took. */
    public boolean hasServiceMillis() {
        return !Double.isNaN(serviceMillis);
    }

    /** Whether the worker said how long the request spent on cache misses. */
    public boolean hasMissMillis() {
        return !Double.isNaN(missMillis);
    }

    /** Whether it lacks nothing. */
    public boolean isComplete() {
        return hasInFlight() && hasServiceMillis() && hasMissMillis();
    }

    /** This report, with what it lacks taken from another. */
    public Report orElse(Report other) {
        return new Report(
                hasInFlight() ? inFlight : other.inFlight,
                hasServiceMillis() ? serviceMillis : other.serviceMillis,
                hasMissMillis() ? missMillis : other.missMillis);
    }
}
