package org.resumelb.jetty.proxy.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.resumelb.resume.Report;

/**
 * The header {@code endpoint-load-metrics} of ORCA (Open Request Cost Aggregation), as JSON or as text. Of its fields,
 * {@code named_metrics} and {@code request_cost} may hold what matters here. The binary form is not read.
 */
final class OrcaReport {
    /** Longer ones are ignored. */
    static final int MAX_LENGTH = 4096;

    private static final String JSON_FORM = "JSON ";
    private static final String TEXT_FORM = "TEXT ";
    private static final JsonFactory JSON = new JsonFactory();

    private OrcaReport() {}

    /** What it says; nothing when it is malformed or of another form. */
    static Report parse(String value) {
        if (value.startsWith("{")) {
            return json(value);
        }
        if (value.startsWith(JSON_FORM)) {
            return json(value.substring(JSON_FORM.length()));
        }
        return value.startsWith(TEXT_FORM) ? text(value, TEXT_FORM.length()) : Report.NONE;
    }

    private static Report json(String value) {
        Measurements found = new Measurements();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Report.NONE;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT && isOfRequests(field)) {
                    readEntries(parser, found);
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? found.report() : Report.NONE;
        } catch (IOException malformed) {
            return Report.NONE;
        }
    }

    private static void readEntries(JsonParser parser, Measurements found) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isNumber = parser.nextToken().isNumeric();
            found.put(name, isNumber ? parser.getDoubleValue() : Double.NaN);
            parser.skipChildren();
        }
    }

    /** Protocol buffers write names in JSON in camel case, unless told otherwise. */
    private static boolean isOfRequests(String field) {
        return switch (field) {
            case "named_metrics", "namedMetrics", "request_cost", "requestCost" -> true;
            default -> false;
        };
    }

    /** {@code name=value} or, as Envoy has it, {@code name:value}, separated by commas. */
    private static Report text(String value, int begin) {
        Measurements found = new Measurements();
        int start = begin;
        while (start <= value.length()) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            if (!readEntry(value.substring(start, end), found)) {
                return Report.NONE;
            }
            start = end + 1;
        }
        return found.report();
    }

    private static boolean readEntry(String entry, Measurements found) {
        int equals = entry.indexOf('=');
        int separator = equals < 0 ? entry.indexOf(':') : equals;
        int dot = entry.indexOf('.');
        if (separator < 0) {
            return false;
        }
        if (dot >= 0 && dot < separator && isOfRequests(entry.substring(0, dot).strip())) {
            String name = entry.substring(dot + 1, separator).strip();
            found.put(name, Numbers.parse(entry.substring(separator + 1).strip()));
        }
        return true;
    }
}
