package org.resumelb.policy.resume;

import org.resumelb.resume.Report;

/**
 * How long one request took, in milliseconds: as reported by the worker, if plausible, or else as seen from here.
 *
 * @param millis time without waiting
 * @param missMillis time spent on misses; NaN if the worker did not report it
 */
record Measured(double millis, double missMillis) {
    /** How much a worker's clock may differ from ours. */
    private static final double TOLERANCE = 1;

    /**
     * Checks the report against what was seen.
     *
     * @param taken time from sending to the end
     * @param inTurn time since its turn seems to have come
     */
    static Measured of(double taken, double inTurn, Report report) {
        double service = serviceMillis(taken, report);
        // A server that takes up more than it serves counts what waits inside as service.
        double millis = Double.isNaN(service) ? inTurn : Math.min(service, inTurn);
        return new Measured(millis, possible(report.missMillis(), Double.isNaN(service) ? taken : service));
    }

    /** How long the worker says it served a request, if plausible; otherwise NaN. */
    static double serviceMillis(double taken, Report report) {
        return possible(report.serviceMillis(), taken);
    }

    private static double possible(double said, double most) {
        return said >= 0 && said <= most + TOLERANCE ? Math.min(said, most) : Double.NaN;
    }

    /** For a request that failed: at least what a failure counts. */
    Measured failed(double least) {
        return new Measured(Math.max(millis, least), Double.NaN);
    }

    /** How much longer it took than a request without misses. */
    double lostMillis(double warmMillis) {
        return Double.isNaN(missMillis) ? Math.max(0, millis - warmMillis) : missMillis;
    }
}
