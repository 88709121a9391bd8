package org.resumelb.tools.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line. Servers name their fields differently; the usual names of nginx, Apache, Caddy, Traefik,
 * Envoy and ECS are known, regardless of case and separators. Not thread-safe.
 */
final class JsonFormat implements LineFormat {
    private static final List<String> REQUEST_LINE = List.of("request", "requestline", "firstline", "r");
    private static final List<String> METHOD =
            List.of("requestmethod", "method", "httprequestmethod", "verb", "httpmethod");
    private static final List<String> TARGET = List.of(
            "requesturi",
            "uri",
            "requestpath",
            "urloriginal",
            "httprequesturi",
            "target",
            "path",
            "urlpath",
            "url",
            "xenvoyoriginalpath");
    private static final List<String> QUERY = List.of("args", "querystring", "requestquery", "query", "urlquery");
    private static final List<String> HOST = List.of(
            "requesthost",
            "httphost",
            "host",
            "authority",
            "requestauthority",
            "vhost",
            "virtualhost",
            "urldomain",
            "servername",
            "hostname");
    private static final List<String> BYTES = List.of(
            "bodybytessent",
            "downstreamcontentsize",
            "httpresponsebodybytes",
            "responsesize",
            "bytessent",
            "bytes",
            "size");
    private static final List<String> TIME = List.of(
            "timeiso8601", "startutc", "starttime", "timestamp", "time", "ts", "msec", "timelocal", "startlocal");

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("d/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final int MOST_DEPTH = 4;

    private final JsonFactory factory = new JsonFactory();

    @Override
    public @Nullable LoggedRequest read(String line) {
        int start = line.indexOf('{');
        if (start < 0) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        // The log was read byte by byte; JSON is UTF-8.
        byte[] json = line.substring(start).getBytes(StandardCharsets.ISO_8859_1);
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            flatten(parser, "", 0, fields);
        } catch (IOException e) {
            return null;
        }
        RequestLine request = request(fields);
        return request == null
                ? null
                : new LoggedRequest(
                        request, first(fields, HOST), millis(first(fields, TIME)), bytes(first(fields, BYTES)));
    }

    /** The names of nested objects become prefixes of their fields' names. */
    private static void flatten(JsonParser parser, String prefix, int depth, Map<String, String> fields)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + bare(parser.currentName());
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && depth < MOST_DEPTH) {
                flatten(parser, name, depth + 1, fields);
            } else if (value.isStructStart()) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                fields.putIfAbsent(name, parser.getText());
            }
        }
    }

    private static String bare(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> letters.append((char) Character.toLowerCase(c)));
        return letters.toString();
    }

    private static @Nullable RequestLine request(Map<String, String> fields) {
        RequestLine line = RequestLine.parse(asBytes(first(fields, REQUEST_LINE)));
        String method = first(fields, METHOD);
        String target = asBytes(first(fields, TARGET));
        if (line != null || method == null || target == null) {
            return line;
        }
        String query = target.indexOf('?') < 0 ? asBytes(first(fields, QUERY)) : null;
        String whole = query == null || query.isEmpty() || query.equals("-") ? target : target + "?" + query;
        return RequestLine.of(method.toUpperCase(Locale.ROOT), whole);
    }

    private static @Nullable String first(Map<String, String> fields, List<String> names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null && !value.isEmpty() && !value.equals("-")) {
                return value;
            }
        }
        return null;
    }

    /** Each character represents one byte, as in the rest of the log. */
    private static @Nullable String asBytes(@Nullable String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static long bytes(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Seconds since 1970 with or without a fraction, milliseconds, ISO 8601, or the time of the common format. */
    private static long millis(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            double number = Double.parseDouble(text);
            return (long) (number < 1e11 ? number * 1000 : number);
        } catch (NumberFormatException notANumber) {
            return written(text);
        }
    }

    private static long written(String text) {
        try {
            return text.indexOf('T') > 0
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                            .parse(text, Instant::from)
                            .toEpochMilli()
                    : OffsetDateTime.parse(text, LOCAL_TIME).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
