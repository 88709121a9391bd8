package org.resumelb.benchmarks.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogEntry;

/**
 * The first GETs of a log.
 *
 * @param objects how many different ones they need: pages and sites
 * @param isOfOneSite whether nearly all are to one host
 */
record Requests(List<LogEntry> entries, int objects, boolean isOfOneSite) {
    private static final double ONE_SITE_SHARE = 0.95;

    static Requests read(Path file, int most) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (AccessLogReader reader = AccessLogReader.open(file, "newspaper.example")) {
            for (LogEntry entry = reader.next(); entry != null && entries.size() < most; entry = reader.next()) {
                if (entry.method().equals("GET")) {
                    entries.add(entry);
                }
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("--log " + file + ": no GET in it (expected: an access log)");
        }
        Set<String> objects = new HashSet<>();
        for (LogEntry entry : entries) {
            objects.add(entry.host());
            objects.add(entry.host() + path(entry.target()));
        }
        long ofOne =
                entries.stream().collect(Collectors.groupingBy(LogEntry::host, Collectors.counting())).values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
        return new Requests(List.copyOf(entries), objects.size(), ofOne >= ONE_SITE_SHARE * entries.size());
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
