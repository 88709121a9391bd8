package org.resumelb.policy.resume;

import org.resumelb.resume.Report;

/**
 * What one request took, in milliseconds: as the worker said, as far as that can be, else as it was seen from here.
 *
 * @param millis without what it waited for
 * @param missMillis time it spent on misses; NaN when the worker did not say
 */
record Measured(double millis, double missMillis) {
    /** What a worker's clock may show more than ours. */
    private static final double TOLERANCE = 1;

    /**
     * Weighs what was said against what was seen.
     *
     * @param taken from sending to the end
     * @param inTurn from when its turn seems to have come
     */
    static Measured of(double taken, double inTurn, Report report) {
        double service = serviceMillis(taken, report);
        // A server that takes up more than it serves counts what waits inside as service.
        double millis = Double.isNaN(service) ? inTurn : Math.min(service, inTurn);
        return new Measured(millis, possible(report.missMillis(), Double.isNaN(service) ? taken : service));
    }

    /** How long the worker served a request by its own word, if that can be; else NaN. */
    static double serviceMillis(double taken, Report report) {
        return possible(report.serviceMillis(), taken);
    }

    private static double possible(double said, double most) {
        return said >= 0 && said <= most + TOLERANCE ? Math.min(said, most) : Double.NaN;
    }

    /** Of a request that failed: no less than a failure counts. */
    Measured failed(double least) {
        return new Measured(Math.max(millis, least), Double.NaN);
    }

    /** How much longer it took than one that misses nothing. */
    double lostMillis(double warmMillis) {
        return Double.isNaN(missMillis) ? Math.max(0, millis - warmMillis) : missMillis;
    }
}
