package org.resumelb.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The header {@code Resumelb-Report} of one answer: what this worker measured until the head of the answer is sent. As
 * nobody tells when that is, it is written before whatever may send the head, again and again if need be.
 *
 * <p>Not thread-safe, as responses are not: for whoever has the response in hand.
 */
final class ReportHeader {

    static final String NAME = "Resumelb-Report";

    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;
    private static final int LONGEST = 80;

    /** A day in microseconds; who measures more has no report to give. */
    private static final double MOST_MICROS = 86_400e6;

    /** A value is good enough for writes that follow within this time, or within this share of the time so far. */
    private static final long GOOD_ENOUGH_NANOS = 50_000;

    private static final int GOOD_ENOUGH_SHIFT = 6;

    private final Measurement measurement;
    private final HttpServletResponse response;
    private boolean written;
    private long writtenAtNanos;

    ReportHeader(Measurement measurement, HttpServletResponse response) {
        this.measurement = measurement;
        this.response = response;
    }

    /** Before a write, which may fill the buffer; there may be many, so a value that is hardly older stays. */
    void beforeWrite() {
        if (isTooLate()) {
            return;
        }
        long elapsed = measurement.elapsedNanos();
        if (!written || elapsed - writtenAtNanos > Math.max(GOOD_ENOUGH_NANOS, writtenAtNanos >> GOOD_ENOUGH_SHIFT)) {
            write(elapsed);
        }
    }

    /** Before what sends the head for certain, or may be the last chance. */
    void beforeCommit() {
        if (!isTooLate()) {
            write(measurement.elapsedNanos());
        }
    }

    /** When the request has ended, the container may use the response for another one. */
    private boolean isTooLate() {
        return measurement.isOver() || response.isCommitted();
    }

    /** All headers were removed. */
    void removed() {
        written = false;
    }

    private void write(long elapsedNanos) {
        written = true;
        writtenAtNanos = elapsedNanos;
        response.setHeader(NAME, value(measurement.inFlight(), (double) elapsedNanos, measurement.missNanos()));
    }

    /**
     * The header's value, a dictionary of RFC 9651.
     *
     * @param missNanos NaN if not reported
     */
    static String value(int inFlight, double serviceNanos, double missNanos) {
        StringBuilder value = new StringBuilder(LONGEST).append("in-flight=").append(inFlight);
        append(value, "service-ms", serviceNanos);
        append(value, "miss-ms", missNanos);
        return value.toString();
    }

    private static void append(StringBuilder value, String key, double nanos) {
        double exact = nanos / NANOS_PER_MICRO;
        if (!(exact >= 0 && exact <= MOST_MICROS)) {
            return;
        }
        long micros = Math.round(exact);
        value.append(", ").append(key).append('=').append(micros / MICROS_PER_MILLI);
        long fraction = micros % MICROS_PER_MILLI;
        if (fraction != 0) {
            value.append('.').append((char) ('0' + fraction / 100));
            fraction %= 100;
        }
        if (fraction != 0) {
            value.append((char) ('0' + fraction / 10));
            fraction %= 10;
        }
        if (fraction != 0) {
            value.append((char) ('0' + fraction));
        }
    }
}
