package org.resumelb.demo.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.newspaper.archive.Page;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogEntry;
import org.resumelb.tools.replay.LogSource;

/**
 * The first GETs of a log, in memory, so that reading it takes no time while it is played.
 *
 * @param entries the GETs
 * @param malformedLines lines passed over on the way
 */
public record Traffic(List<LogEntry> entries, long malformedLines) {
    /** Host of the requests in logs that name none. */
    private static final String DEFAULT_HOST = "newspaper.example";

    private static final double ONE_SITE_SHARE = 0.95;

    /**
     * Reads GETs from a log.
     *
     * @param limit how many at most
     * @throws IOException if the log cannot be read
     */
    public static Traffic read(Path log, int limit) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (AccessLogReader reader = AccessLogReader.open(log, DEFAULT_HOST)) {
            while (entries.size() < limit) {
                LogEntry entry = reader.next();
                if (entry == null) {
                    break;
                }
                if (entry.method().equals("GET")) {
                    entries.add(entry);
                }
            }
            return new Traffic(List.copyOf(entries), reader.malformedLines());
        }
    }

    /** Plays the requests from the beginning. */
    public LogSource source() {
        Iterator<LogEntry> remaining = entries.iterator();
        return () -> remaining.hasNext() ? remaining.next() : null;
    }

    /** Number of requests. */
    public int size() {
        return entries.size();
    }

    /** Number of different hosts. */
    public long hosts() {
        return entries.stream().map(LogEntry::host).distinct().count();
    }

    /** Whether nearly all requests are to one host: strangers' absolute targets are in every real log. */
    public boolean isOfOneSite() {
        Map<String, Long> byHost =
                entries.stream().collect(Collectors.groupingBy(LogEntry::host, Collectors.counting()));
        long most = byHost.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return most >= ONE_SITE_SHARE * size();
    }

    /** Number of different pages. */
    public int pages() {
        return (int) entries.stream()
                .map(entry -> entry.host() + entry.target())
                .distinct()
                .count();
    }

    /** Adds the records that the requests need. */
    public void addTo(Archive archive) {
        for (LogEntry entry : entries) {
            archive.add(Page.of(entry.host(), entry.target()));
        }
    }
}
