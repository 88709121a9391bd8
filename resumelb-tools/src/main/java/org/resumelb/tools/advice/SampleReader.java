package org.resumelb.tools.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogEntry;
import org.resumelb.tools.log.LogToItsEnd;

/** Reads the first GET requests of logs. Not thread-safe. */
final class SampleReader {
    private static final String NO_HOST = "host.invalid";
    private static final long MINUTE_MILLIS = 60_000;

    private final int limit;
    private final Map<Target, Integer> numbers = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> earlyEnds = new ArrayList<>();
    private int[] requests = new int[1024];
    private long[] sizes = new long[1024];
    private int count;
    private boolean more;
    private long lines;
    private long malformedLines;
    private long others;
    private long minute = Long.MIN_VALUE;
    private long inMinute;
    private long busiestMinute;

    private SampleReader(int limit) {
        this.limit = limit;
    }

    /**
     * Reads logs one after the other.
     *
     * @param limit maximum number of GET requests to take
     * @throws IOException if a file cannot be opened, or if none of them contains a GET request
     */
    static Sample read(List<Path> logs, int limit) throws IOException {
        SampleReader reader = new SampleReader(limit);
        for (Path log : logs) {
            reader.read(log);
        }
        if (reader.count == 0) {
            throw new IOException(reader.emptiness(logs));
        }
        return reader.sample();
    }

    private void read(Path log) throws IOException {
        if (more) {
            return;
        }
        try (AccessLogReader reader = AccessLogReader.open(log, NO_HOST)) {
            LogToItsEnd entries = new LogToItsEnd(log, reader);
            for (LogEntry entry = entries.next(); entry != null && !more; entry = entries.next()) {
                add(entry);
            }
            String earlyEnd = entries.earlyEnd();
            if (earlyEnd != null) {
                earlyEnds.add(earlyEnd);
            }
            lines += reader.lines();
            malformedLines += reader.malformedLines();
        }
    }

    private void add(LogEntry entry) {
        if (!entry.method().equals("GET")) {
            others++;
            return;
        }
        if (count == limit) {
            more = true;
            return;
        }
        int number = number(Target.of(entry));
        sizes[number] = Math.max(sizes[number], entry.bytes());
        if (count == requests.length) {
            requests = Arrays.copyOf(requests, 2 * count);
        }
        requests[count++] = number;
        countInMinute(entry.epochMillis() / MINUTE_MILLIS);
    }

    private int number(Target target) {
        @Nullable Integer known = numbers.get(target);
        if (known != null) {
            return known;
        }
        int number = targets.size();
        numbers.put(target, number);
        targets.add(target);
        if (number == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * number);
        }
        return number;
    }

    /** Logs are ordered by the end of requests, so a line may belong to an earlier minute. */
    private void countInMinute(long its) {
        if (its <= 0) {
            return;
        }
        if (its > minute) {
            minute = its;
            inMinute = 0;
        }
        inMinute++;
        busiestMinute = Math.max(busiestMinute, inMinute);
    }

    private String emptiness(List<Path> logs) {
        String names = String.join(", ", logs.stream().map(Path::toString).toList());
        if (!earlyEnds.isEmpty()) {
            return String.join("; ", earlyEnds);
        }
        return lines > 0 && malformedLines == lines
                ? names + ": none of the " + lines
                        + " lines can be read (expected: common or combined format, JSON lines or HAProxy httplog)"
                : names + ": no GET request in " + lines + " lines (expected: at least one)";
    }

    private Sample sample() {
        return new Sample(
                List.copyOf(targets),
                Arrays.copyOf(requests, count),
                Arrays.copyOf(sizes, targets.size()),
                new Sample.Reading(lines, malformedLines, others, more, List.copyOf(earlyEnds), busiestMinute));
    }
}
