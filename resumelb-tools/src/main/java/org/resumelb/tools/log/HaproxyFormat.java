package org.resumelb.tools.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code httplog} and {@code httpslog}, with anything syslog put in front. The host is the first captured
 * header that looks like one, if the frontend captures {@code Host}. Not thread-safe.
 */
final class HaproxyFormat implements LineFormat {
    /** Client, time, frontend, backend/server, timers, status, bytes, cookies, state, counters, captures, request. */
    private static final Pattern LINE = Pattern.compile(
            "[0-9A-Fa-f.:]+:\\d+ \\[(?<time>[^\\]]+)\\] \\S+ [^/\\s]+/\\S+ [-+\\d]+(?:/[-+\\d]+){4} -?\\d+ \\+?(?<bytes>\\d+)"
                    + " \\S+ \\S+ \\S{4} \\d+(?:/\\+?\\d+){4} \\d+/\\d+ (?:\\{(?<captured>[^}]*)\\} )?(?:\\{[^}]*\\} )?"
                    + "\"(?<request>[^\"]*)\"");

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+|\\[[0-9A-Fa-f:.]+\\]|localhost)(?::\\d+)?");
    private static final Pattern ENCODED = Pattern.compile("#([0-9A-F]{2})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT);

    @Override
    public @Nullable LoggedRequest read(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.find()) {
            return null;
        }
        // HAProxy writes what cannot be printed as # and two digits.
        String written = ENCODED.matcher(fields.group("request")).replaceAll("%$1");
        RequestLine request = RequestLine.parse(written);
        return request == null
                ? null
                : new LoggedRequest(
                        request, host(fields.group("captured")), millis(fields.group("time")), bytes(fields));
    }

    private static @Nullable String host(@Nullable String captured) {
        if (captured == null) {
            return null;
        }
        for (String value : captured.split("\\|", -1)) {
            if (HOST.matcher(value).matches()) {
                return value;
            }
        }
        return null;
    }

    private static long bytes(Matcher fields) {
        String digits = fields.group("bytes");
        return digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    /** The time is local time in an unknown zone, so only differences are meaningful. */
    private static long millis(String time) {
        try {
            return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
