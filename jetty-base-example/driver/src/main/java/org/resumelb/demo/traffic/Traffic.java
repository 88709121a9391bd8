package org.resumelb.demo.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.newspaper.archive.Page;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogEntry;
import org.resumelb.tools.log.LoggedSizes;
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
     * Reads GETs from logs, one after the other.
     *
     * @param limit how many at most
     * @throws IOException if a log cannot be read
     */
    public static Traffic read(List<Path> logs, int limit) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        long malformedLines = 0;
        for (Path log : logs) {
            malformedLines += read(log, limit, entries);
        }
        return new Traffic(List.copyOf(entries), malformedLines);
    }

    /** Adds entries, and tells how many lines were passed over. */
    private static long read(Path log, int limit, List<LogEntry> entries) throws IOException {
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
            return reader.malformedLines();
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
        return sizes().size();
    }

    /** The largest size that the log tells of each page; 0 if none. */
    private Map<Page, Long> sizes() {
        Map<Page, Long> sizes = new LinkedHashMap<>();
        for (LogEntry entry : entries) {
            sizes.merge(Page.whole(entry.host(), entry.target()), entry.bytes(), Math::max);
        }
        return sizes;
    }

    /** Adds the records that the requests need. */
    public void addTo(Archive archive) {
        for (LogEntry entry : entries) {
            archive.add(Page.of(entry.host(), entry.target()));
        }
    }

    /**
     * Adds the pages as records of their own.
     *
     * @param inBytes whether each weighs its size in bytes, as the log tells it, and not one
     */
    public void addPagesTo(Archive archive, boolean inBytes) {
        Map<Page, Long> sizes = sizes();
        int[] weights = LoggedSizes.completed(
                sizes.values().stream().mapToLong(Long::longValue).toArray());
        int next = 0;
        for (Page page : sizes.keySet()) {
            int weight = weights[next++];
            archive.add(page, inBytes ? weight : 1);
        }
    }
}
