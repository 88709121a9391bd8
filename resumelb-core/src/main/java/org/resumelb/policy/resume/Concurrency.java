package org.resumelb.policy.resume;

/**
 * How many requests a worker really serves at a time, however many threads take them up: measured by how long requests
 * take, by their place among those in hand when they were sent. As long as they are served beside the others they take
 * as long as alone; from then on the more in hand, the longer.
 *
 * <p>In a first-come, first-served queue of {@code s} servers, the request at place {@code n > s} takes
 * {@code (n - 1/2) / s} services: those in hand are half done on average. The same holds, roughly, where all in hand share
 * a processor. How long things take is compared by place on arrival and not by finished requests per time: a worker
 * that is about to finish is the less likely to have little in hand, the more requests come. One number for all
 * workers. Not thread-safe.
 */
final class Concurrency {
    /** More are not told apart. */
    private static final double MAX = 128;

    /** Ranges of places, each twice as wide as the one before: 1, 2, 3 to 4, 5 to 8 and so on. */
    private static final int RANGES = 9;

    /**
     * Before it is known. Rather too many: whoever takes waiting for longer than it is has classes served by workers that
     * do not know them, all over the pool.
     */
    private static final double AT_FIRST = 3;

    /** Fewer requests in a range say nothing. */
    private static final double MIN_REQUESTS = 100;

    /** Requests after which all that was measured counts half. */
    private static final double HALVED_AFTER_REQUESTS = 20_000;

    /** Where none waits, more can be in hand by so much more than it takes longer, from one range to the next. */
    private static final double RISING = 1.4;

    private static final int MAX_UNKNOWN = 32;
    private static final double MIN_SLACK = 2;
    private static final double SLACK = 0.5;

    /** Requests of a range that take so many times their service, on average, have waited before it. */
    private static final double WAITED = 1.5;

    /** Fewer requests that were alone at their worker say nothing of the time on the way. */
    private static final double MIN_ALONE = 20;

    private static final double HALF_DONE = 0.5;

    private static final int REQUESTS_BETWEEN_ESTIMATES = 64;
    private static final double WEIGHT = 0.5;

    private final double[] requests = new double[RANGES];
    private final double[] places = new double[RANGES];
    private final double[] millis = new double[RANGES];
    private double allRequests;
    private int sinceEstimate;
    private double value = AT_FIRST;
    private boolean saturated;

    /** How many in hand at most would tell more; 0 when enough is known. */
    private int probed;

    // The same of the requests of which the worker says how long it served them.
    private final double[] toldRequests = new double[RANGES];
    private final double[] toldPlaces = new double[RANGES];
    private final double[] toldMillis = new double[RANGES];
    private final double[] serviceMillis = new double[RANGES];

    /**
     * A request took this long that was the so many-th in hand when it was sent, from 1.
     *
     * @param service how long the worker says that it served it; NaN when it does not say
     */
    void ended(int place, double requestMillis, double service) {
        int range = Math.min(RANGES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(place - 1));
        requests[range]++;
        places[range] += place - HALF_DONE;
        millis[range] += requestMillis;
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
     * From requests that visibly waited outside of what workers call service; NaN where none did. What requests that were
     * alone at their worker spent outside of it is the way there and back, which is no waiting.
     */
    private double byService() {
        double way = toldRequests[0] < MIN_ALONE ? 0 : Math.max(0, toldMillis[0] - serviceMillis[0]) / toldRequests[0];
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

    /** Whether with more in hand more is served. */
    private boolean isRising(int range) {
        return range + 1 < RANGES && isKnown(range + 1) && throughput(range + 1) > RISING * throughput(range);
    }

    private boolean isKnown(int range) {
        return requests[range] >= MIN_REQUESTS && millis[range] > 0;
    }

    /** Requests served in a millisecond, by Little's law. */
    private double throughput(int range) {
        return places[range] / millis[range];
    }

    /**
     * How many requests a worker should have in hand, a few more than it serves at a time so that it never idles; as many
     * as {@link #MAX_UNKNOWN} before workers were seen with more than they serve at a time.
     */
    int limit() {
        if (probed > 0) {
            return probed;
        }
        return saturated
                ? (int) Math.ceil(value + Math.max(MIN_SLACK, SLACK * value))
                : Math.max(MAX_UNKNOWN, 2 * threads());
    }

    /** By what the work ahead of a request is to be divided to give its waiting time. */
    double value() {
        return threads();
    }

    /** How many requests a worker begins before others have to wait. */
    int threads() {
        return (int) Math.round(value);
    }
}
