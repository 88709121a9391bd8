package org.resumelb.jetty.proxy.report;

import org.resumelb.resume.Report;

/** The numbers found in a header so far, by the names that mean something here. Not thread-safe. */
final class Measurements {
    private double inFlight = Double.NaN;
    private double serviceMillis = Double.NaN;
    private double missMillis = Double.NaN;
    private double running = Double.NaN;
    private double waiting;

    /** Keeps a number, or what is none as {@link Double#NaN}; the last of a name counts. */
    void put(String name, double value) {
        switch (name) {
            case "in-flight", "in_flight" -> inFlight = value;
            case "service-ms", "service_ms" -> serviceMillis = value;
            case "miss-ms", "miss_ms" -> missMillis = value;
            case "num_requests_running" -> running = value;
            case "num_requests_waiting" -> waiting = value;
            default -> {
                // Others have other uses.
            }
        }
    }

    Report report() {
        double requests = Double.isNaN(inFlight) ? running + waiting : inFlight;
        boolean whole = requests == Math.rint(requests) && Math.abs(requests) <= Report.MAX_IN_FLIGHT;
        return new Report(whole ? (int) requests : -1, serviceMillis, missMillis);
    }
}
