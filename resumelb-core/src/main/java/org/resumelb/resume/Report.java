package org.resumelb.resume;

/**
 * What a worker says about one request in the head of its response. Every value is optional. A value that cannot be
 * meant (negative, not a number, infinite or beyond the limits below) counts as absent, so callers need not check
 * again. Immutable.
 *
 * @param inFlight requests in flight at the worker when it wrote the head, including this one and those of other load
 *     balancers; -1 if absent, at most {@value #MAX_IN_FLIGHT}
 * @param serviceMillis milliseconds from the request's arrival at the worker to the head of the response; {@link
 *     Double#NaN} if absent, at most {@value #MAX_MILLIS}
 * @param missMillis milliseconds that the request had spent by then on loading what a cache did not hold; {@link
 *     Double#NaN} if absent, at most {@value #MAX_MILLIS}
 */
public record Report(int inFlight, double serviceMillis, double missMillis) {
    /** More requests than any worker serves at once. */
    public static final int MAX_IN_FLIGHT = 1_000_000;

    /** One day: longer than any worker takes to produce the head of a response. */
    public static final double MAX_MILLIS = 86_400_000;

    /** The report of a worker that reports nothing. */
    public static final Report NONE = new Report(-1, Double.NaN, Double.NaN);

    /** Replaces values that cannot be meant by absent ones. */
    public Report {
        inFlight = inFlight >= 0 && inFlight <= MAX_IN_FLIGHT ? inFlight : -1;
        serviceMillis = sensible(serviceMillis);
        missMillis = sensible(missMillis);
    }

    private static double sensible(double millis) {
        return millis >= 0 && millis <= MAX_MILLIS ? millis : Double.NaN;
    }

    /** Whether the worker reported how many requests it has in flight. */
    public boolean hasInFlight() {
        return inFlight >= 0;
    }

    /** Whether the worker reported how long the request took. */
    public boolean hasServiceMillis() {
        return !Double.isNaN(serviceMillis);
    }

    /** Whether the worker reported how long the request spent on cache misses. */
    public boolean hasMissMillis() {
        return !Double.isNaN(missMillis);
    }

    /** Whether no value is absent. */
    public boolean isComplete() {
        return hasInFlight() && hasServiceMillis() && hasMissMillis();
    }

    /** This report, with absent values taken from another one. */
    public Report orElse(Report other) {
        return new Report(
                hasInFlight() ? inFlight : other.inFlight,
                hasServiceMillis() ? serviceMillis : other.serviceMillis,
                hasMissMillis() ? missMillis : other.missMillis);
    }
}
