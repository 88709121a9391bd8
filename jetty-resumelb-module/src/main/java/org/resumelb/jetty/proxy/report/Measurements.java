package org.resumelb.jetty.proxy.report;

import org.resumelb.resume.Report;

/** The numbers found in a header so far, by the names that mean something here. Not thread-safe. */
final class Measurements {
    private static final String IN_FLIGHT = "in-flight";
    private static final String SERVICE_MILLIS = "service-ms";
    private static final String MISS_MILLIS = "miss-ms";

    private double inFlight = Double.NaN;
    private double serviceMillis = Double.NaN;
    private double missMillis = Double.NaN;
    private double running = Double.NaN;
    private double waiting;

    /** Keeps the number of what is named in a part of a text. */
    void put(String text, int start, int end, double value) {
        if (is(IN_FLIGHT, text, start, end)) {
            inFlight = value;
        } else if (is(SERVICE_MILLIS, text, start, end)) {
            serviceMillis = value;
        } else if (is(MISS_MILLIS, text, start, end)) {
            missMillis = value;
        } else {
            put(text.substring(start, end), value);
        }
    }

    private static boolean is(String name, String text, int start, int end) {
        return end - start == name.length() && text.startsWith(name, start);
    }

    /** Keeps a number, or what is none as {@link Double#NaN}; the last of a name counts. */
    void put(String name, double value) {
        switch (name) {
            case IN_FLIGHT, "in_flight" -> inFlight = value;
            case SERVICE_MILLIS, "service_ms" -> serviceMillis = value;
            case MISS_MILLIS, "miss_ms" -> missMillis = value;
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
