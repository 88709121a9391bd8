package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogEntry;

/**
 * The first GETs of an access log. A class is a host, or, of a log of one site, the first part of the path. Immutable.
 *
 * @param entries the GETs
 * @param isOfOneSite whether nearly all are to one host
 */
record GetLog(List<LogEntry> entries, boolean isOfOneSite) {
    private static final double ONE_SITE_SHARE = 0.95;

    /**
     * Reads a log.
     *
     * @param most GETs at most
     * @throws IOException if it cannot be read
     */
    static GetLog read(Path log, int most) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (AccessLogReader reader = AccessLogReader.open(log, "newspaper.example")) {
            for (LogEntry entry = reader.next(); entry != null && entries.size() < most; entry = reader.next()) {
                if (entry.method().equals("GET")) {
                    entries.add(entry);
                }
            }
        }
        Map<String, Integer> hosts = new HashMap<>();
        entries.forEach(entry -> hosts.merge(entry.host(), 1, Integer::sum));
        boolean ofOne = hosts.values().stream().anyMatch(n -> n >= ONE_SITE_SHARE * entries.size());
        return new GetLog(List.copyOf(entries), ofOne);
    }

    /** The class of a request. */
    String classOf(LogEntry entry) {
        return isOfOneSite ? firstSegment(entry.target()) : entry.host();
    }

    /** What stands before the second slash of a path; empty when there is none. */
    static String firstSegment(String target) {
        int end = target.indexOf('/', 1);
        return end > 0 && target.lastIndexOf('?', end) < 0 ? target.substring(1, end) : "";
    }

    /** The number by which policies tell content apart. */
    static int contentOf(LogEntry entry) {
        return (entry.host() + entry.target()).hashCode() * 0x9E3779B1;
    }
}
