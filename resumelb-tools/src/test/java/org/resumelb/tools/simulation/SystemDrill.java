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
 * The harness {@code system} of resumelb-benchmarks in virtual time: four workers of four places, pages that need
 * themselves and their site, caches that together hold everything once, and more and more clients. Immutable.
 */
final class SystemDrill {
    static final int[] CLIENTS = {16, 32, 64};

    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 8_000;
    private static final int WORKERS = 4;
    private static final int PLACES = 4;
    private static final double ONE_SITE_SHARE = 0.95;
    private static final Scenario.Cost COST = new Scenario.Cost(4, 16, Double.POSITIVE_INFINITY);

    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<String, Integer> objects = new HashMap<>();
    private final boolean ofOneSite;

    /** Reads a log. */
    SystemDrill(Path log) throws IOException {
        int most = WARM_UP + CLIENTS.length * REQUESTS;
        try (AccessLogReader reader = AccessLogReader.open(log, "newspaper.example")) {
            for (LogEntry entry = reader.next(); entry != null && entries.size() < most; entry = reader.next()) {
                if (entry.method().equals("GET")) {
                    entries.add(entry);
                }
            }
        }
        Map<String, Integer> hosts = new HashMap<>();
        for (LogEntry entry : entries) {
            hosts.merge(entry.host(), 1, Integer::sum);
            number(entry.host());
            number(entry.host() + path(entry));
        }
        ofOneSite = hosts.values().stream().anyMatch(n -> n >= ONE_SITE_SHARE * entries.size());
    }

    private int number(String object) {
        return objects.computeIfAbsent(object, name -> objects.size());
    }

    private static String path(LogEntry entry) {
        int query = entry.target().indexOf('?');
        return query < 0 ? entry.target() : entry.target().substring(0, query);
    }

    /** What came of each number of clients, after a warm-up. */
    List<Result> measure(Contender contender, long seed) {
        Scenario scenario = new Scenario(
                new Scenario.Cluster(WORKERS, PLACES, objects.size() / WORKERS, false),
                COST,
                Scenario.Load.closed(0),
                Scenario.Reports.USUAL,
                1,
                seed);
        Simulation simulation = contender.simulate(scenario, new Pages());
        play(simulation, WARM_UP, WORKERS * PLACES);
        List<Result> results = new ArrayList<>();
        for (int clients : CLIENTS) {
            simulation.beginMeasuring();
            play(simulation, REQUESTS, clients);
            results.add(simulation.result());
        }
        return results;
    }

    /** Lets so many clients ask, and get their last answers. */
    private static void play(Simulation simulation, int requests, int clients) {
        simulation.warmUp(requests - clients, clients);
        simulation.warmUp(clients, 0);
    }

    /** The log's requests, again and again. */
    private final class Pages implements Workload {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private int position;

        @Override
        public Request next() {
            LogEntry entry = entries.get(position++ % entries.size());
            int site = numbers.computeIfAbsent(ofOneSite ? firstSegment(entry) : entry.host(), name -> {
                names.add(name);
                return names.size() - 1;
            });
            long[] needed = {number(entry.host()), number(entry.host() + path(entry))};
            return new Request(site, (entry.host() + entry.target()).hashCode() * 0x9E3779B1, needed, null);
        }

        private String firstSegment(LogEntry entry) {
            String path = path(entry);
            int end = path.indexOf('/', 1);
            return end > 0 ? path.substring(1, end) : "";
        }

        @Override
        public int sites() {
            return names.size();
        }

        @Override
        public String nameOf(int site) {
            return names.get(site);
        }
    }
}
