package org.resumelb.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The header {@code Resumelb-Report} of one response: what this worker has measured when the head of the response is
 * sent. No callback announces that moment, so the header is written before everything that may send the head,
 * repeatedly if necessary.
 *
 * <p>Not thread-safe, like the response itself.
 */
final class ReportHeader {

    static final String NAME = "Resumelb-Report";

    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;
    private static final int LONGEST = 80;

    /** One day in microseconds; a longer measurement is not reported. */
    private static final double MOST_MICROS = 86_400e6;

    /** A value remains good enough for writes that follow within this time, or within this share of the time so far. */
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

    /**
     * Called before a write, which may fill the buffer; there may be many, so a value that is only slightly older
     * stays.
     */
    void beforeWrite() {
        if (isTooLate()) {
            return;
        }
        long elapsed = measurement.elapsedNanos();
        if (!written || elapsed - writtenAtNanos > Math.max(GOOD_ENOUGH_NANOS, writtenAtNanos >> GOOD_ENOUGH_SHIFT)) {
            write(elapsed);
        }
    }

    /** Called before something that certainly sends the head, or may be the last chance. */
    void beforeCommit() {
        if (!isTooLate()) {
            write(measurement.elapsedNanos());
        }
    }

    /** After the request has ended, the container may use the response for another one. */
    private boolean isTooLate() {
        return measurement.isOver() || response.isCommitted();
    }

    /** All headers have been removed. */
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
