package org.resumelb.tools.trace;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.JsonTree;

/** Reads lines of the access log, text or JSON, and of the trace log written by the résumé filter. */
final class TimingParser {
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
    private static final Pattern HEAD = Pattern.compile("\\S+ \\S+ - \\S+ \\[([^]]+)] " + QUOTED + " ([0-9]{3}|-) .*");
    private static final Pattern TAIL =
            Pattern.compile(".* class=" + QUOTED + " worker=(\\S+) decision=\\S+ wait_ms=(\\S+)"
                    + " worker_ms=(\\S+) total_ms=([0-9]+) attempts=\\S+ request_id=\\S+");
    private static final Pattern FILTER =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T\\S+) (\\S+) ([0-9]+(?:\\.[0-9]+)?) ([0-9]{1,3}) [0-9]+");

    private TimingParser() {}

    /** The times on a line; null if its format is unknown. */
    static @Nullable Timing parse(String line) {
        try {
            if (line.startsWith("{")) {
                return ofJson(JsonTree.parse(line));
            }
            Matcher filter = FILTER.matcher(line);
            return filter.matches() ? ofFilter(filter) : ofText(line);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Timing ofJson(JsonTree line) {
        return line.has("totalMillis")
                ? new Timing(
                        line.text("time"),
                        line.text("class"),
                        line.text("worker"),
                        (int) line.whole("status"),
                        line.has("waitMillis") ? line.number("waitMillis") : null,
                        line.has("workerMillis") ? line.number("workerMillis") : null,
                        line.number("totalMillis"),
                        line.text("method") + " " + line.text("target"))
                : null;
    }

    private static Timing ofFilter(Matcher line) {
        String requestClass = line.group(2).equals("-") ? "" : URLDecoder.decode(line.group(2), StandardCharsets.UTF_8);
        double millis = Double.parseDouble(line.group(3));
        return new Timing(line.group(1), requestClass, "", Integer.parseInt(line.group(4)), null, millis, millis, "");
    }

    private static @Nullable Timing ofText(String line) {
        Matcher head = HEAD.matcher(line);
        Matcher tail = TAIL.matcher(line);
        if (!head.matches() || !tail.matches()) {
            return null;
        }
        return new Timing(
                head.group(1),
                known(tail.group(1)),
                known(tail.group(2)),
                head.group(3).equals("-") ? 0 : Integer.parseInt(head.group(3)),
                number(tail.group(3)),
                number(tail.group(4)),
                Double.parseDouble(tail.group(5)),
                head.group(2));
    }

    private static String known(String text) {
        return text.equals("-") ? "" : text;
    }

    private static @Nullable Double number(String text) {
        return text.equals("-") ? null : (Double) Double.parseDouble(text);
    }
}
