package org.resumelb.jetty.proxy.report;

import org.resumelb.resume.Report;

/**
 * The header {@code Server-Timing}, of which the metric {@code miss} matters here: its durations, in milliseconds, are
 * added up. As in browsers, what is malformed spoils its own entry only.
 */
final class ServerTiming {
    /** Longer ones are ignored. */
    static final int MAX_LENGTH = 8192;

    private static final String MISS = "miss";
    private static final String DURATION = "dur";

    private ServerTiming() {}

    static Report parse(String value) {
        if (!value.contains(MISS)) {
            return Report.NONE;
        }
        double millis = Double.NaN;
        int start = 0;
        while (start <= value.length()) {
            int end = endOf(value, start, ',');
            double duration = missMillis(value.substring(start, end));
            if (duration >= 0) {
                millis = Double.isNaN(millis) ? duration : millis + duration;
            }
            start = end + 1;
        }
        return new Report(-1, Double.NaN, millis);
    }

    /** The duration of an entry, or NaN when it is another metric or has none. */
    private static double missMillis(String entry) {
        int end = endOf(entry, 0, ';');
        if (!entry.substring(0, end).strip().equals(MISS)) {
            return Double.NaN;
        }
        while (end < entry.length()) {
            int start = end + 1;
            end = endOf(entry, start, ';');
            int equals = entry.indexOf('=', start);
            boolean named = equals >= 0 && equals < end;
            if (named && entry.substring(start, equals).strip().equalsIgnoreCase(DURATION)) {
                return Numbers.parse(unquoted(entry.substring(equals + 1, end).strip()));
            }
        }
        return Double.NaN;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Where the next separator is that does not stand in quotes, or the end. */
    private static int endOf(String text, int start, char separator) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                return i;
            }
        }
        return text.length();
    }
}
