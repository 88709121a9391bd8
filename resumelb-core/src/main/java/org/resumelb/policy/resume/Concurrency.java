package org.resumelb.policy.resume;

/**
 * How many requests a worker really serves at once, however many threads take them up: measured by how long requests
 * take, depending on their place among the requests in flight when they were sent. While requests are served side by
 * side, each takes as long as alone; beyond that, the more are in flight, the longer each takes.
 *
 * <p>In a first-come, first-served queue with {@code s} servers, the request at place {@code n > s} takes {@code (n -
 * 1/2) / s} services: on average, requests in service are half done. Roughly the same holds if they share a processor.
 * Times are compared by place on arrival rather than by finished requests per unit of time: the more requests arrive,
 * the less likely it is that a worker about to finish has few in flight. One number for all workers. Not thread-safe.
 */
final class Concurrency {
    /** Higher values are not distinguished. */
    private static final double MAX = 128;

    /** Ranges of places, each twice as wide as the one before: 1, 2, 3 to 4, 5 to 8 and so on. */
    private static final int RANGES = 9;

    /**
     * The value before anything is known. Better too high than too low: overestimating the wait sends classes to
     * workers all over the pool that do not have them cached.
     */
    private static final double AT_FIRST = 3;

    /** Fewer requests in a range say nothing. */
    private static final double MIN_REQUESTS = 100;

    /** After this many requests, everything measured so far is halved. */
    private static final double HALVED_AFTER_REQUESTS = 20_000;

    /**
     * While nothing waits, the number of requests in flight grows by at least this factor more than their time, from
     * one range to the next.
     */
    private static final double RISING = 1.4;

    private static final int MAX_UNKNOWN = 32;
    private static final double MIN_SLACK = 2;
    private static final double SLACK = 0.5;

    /** If requests of a range take this many times their service time on average, they have waited before it. */
    private static final double WAITED = 1.5;

    /** Fewer requests with as many in hand say nothing about the time outside of service. */
    private static final double MIN_ALONE = 20;

    private static final double HALF_DONE = 0.5;

    /**
     * A request counts as at most this many mean ones: a few that wait for news among many quick ones would otherwise decide
     * how quick the places are at which they happened to be sent.
     */
    private static final double OUTLIER = 8;

    private static final double MEAN_WEIGHT = 0.01;

    private static final int REQUESTS_BETWEEN_ESTIMATES = 64;
    private static final double WEIGHT = 0.5;

    private final double[] requests = new double[RANGES];
    private final double[] places = new double[RANGES];
    private final double[] millis = new double[RANGES];
    private double allRequests;

    /** Of all requests, as far as their times count. */
    private double meanMillis = Double.NaN;

    private int sinceEstimate;
    private double value = AT_FIRST;
    private boolean saturated;

    /** The number in flight up to which measuring would tell more; 0 when enough is known. */
    private int probed;

    // The same of the requests of which the worker says how long it served them.
    private final double[] toldRequests = new double[RANGES];
    private final double[] toldPlaces = new double[RANGES];
    private final double[] toldMillis = new double[RANGES];
    private final double[] serviceMillis = new double[RANGES];

    /**
     * A request took this long that had the given place, counted from 1, among those in flight when it was sent.
     *
     * @param service service time as reported by the worker; NaN if it does not report
     */
    void ended(int place, double requestMillis, double service) {
        double counted = Double.isNaN(meanMillis) ? requestMillis : Math.min(requestMillis, OUTLIER * meanMillis);
        meanMillis = Means.toward(meanMillis, counted, MEAN_WEIGHT);
        int range = Math.min(RANGES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(place - 1));
        requests[range]++;
        places[range] += place - HALF_DONE;
        millis[range] += counted;
        if (!Double.isNaN(service)) {
            toldRequests[range]++;
            toldPlaces[range] += place - HALF_DONE;
            toldMillis[range] += requestMillis;
            serviceMillis[range] += service;
        }
        if (++allRequests >= HALVED_AFTER_REQUESTS) {
            halve();
        }
        if (++sinceEstimate == REQUESTS_BETWEEN_ESTIMATES) {
            sinceEstimate = 0;
            value += (estimate() - value) * WEIGHT;
        }
    }

    private void halve() {
        double[][] all = {requests, places, millis, toldRequests, toldPlaces, toldMillis, serviceMillis};
        for (double[] sums : all) {
            for (int i = 0; i < RANGES; i++) {
                sums[i] /= 2;
            }
        }
        allRequests /= 2;
    }

    private double estimate() {
        double told = byService();
        if (!Double.isNaN(told)) {
            saturated = true;
            probed = 0;
            return Math.max(1, told);
        }
        int least = 0;
        while (least < RANGES && !isKnown(least)) {
            least++;
        }
        if (least == RANGES) {
            return value;
        }
        if (least > 0 && !isRising(least)) {
            // All that is known is that so many are not too few: fewer tell more.
            saturated = true;
            probed = 1 << (least - 1);
            return Math.min(value, places[least] / requests[least]);
        }
        double alone = millis[least] / requests[least];
        double most = 1;
        saturated = false;
        probed = 0;
        for (int range = least; range < RANGES; range++) {
            most = isKnown(range) ? Math.max(most, throughput(range) * alone) : most;
            saturated |= range > least && isKnown(range) && isKnown(range - 1) && !isRising(range - 1);
        }
        return Math.min(MAX, most);
    }

    /**
     * Derives the value from requests that visibly waited outside of what workers report as service; NaN if none did.
     * The time that requests spend outside of it where fewest are in hand is no waiting, as far as can be known: the way there
     * and back, and what comes after the head, with which the report is sent.
     */
    private double byService() {
        int fewest = 0;
        while (fewest < RANGES - 1 && toldRequests[fewest] < MIN_ALONE) {
            fewest++;
        }
        double outside = Math.max(0, toldMillis[fewest] - serviceMillis[fewest]);
        double way = toldRequests[fewest] < MIN_ALONE ? 0 : outside / toldRequests[fewest];
        double waited = 0;
        double served = 0;
        double taken = 0;
        for (int range = 0; range < RANGES; range++) {
            double there = toldMillis[range] - way * toldRequests[range];
            if (there > WAITED * serviceMillis[range]) {
                waited += toldRequests[range];
                served += toldPlaces[range] / toldRequests[range] * serviceMillis[range];
                taken += there;
            }
        }
        return waited < MIN_REQUESTS ? Double.NaN : served / taken;
    }

    /** Whether throughput rises with more requests in flight. */
    private boolean isRising(int range) {
        return range + 1 < RANGES && isKnown(range + 1) && throughput(range + 1) > RISING * throughput(range);
    }

    private boolean isKnown(int range) {
        return requests[range] >= MIN_REQUESTS && millis[range] > 0;
    }

    /** Requests served per millisecond, by Little's law. */
    private double throughput(int range) {
        return places[range] / millis[range];
    }

    /**
     * How many requests a worker should have in flight: a few more than it serves at once, so that it never idles;
     * {@link #MAX_UNKNOWN} before workers were seen with more than they serve at once.
     */
    int limit() {
        if (probed > 0) {
            return probed;
        }
        return saturated
                ? (int) Math.ceil(value + Math.max(MIN_SLACK, SLACK * value))
                : Math.max(MAX_UNKNOWN, 2 * threads());
    }

    /** The work ahead of a request, divided by this value, gives its waiting time. */
    double value() {
        return threads();
    }

    /** How many requests a worker begins before others have to wait. */
    int threads() {
        return (int) Math.round(value);
    }
}
