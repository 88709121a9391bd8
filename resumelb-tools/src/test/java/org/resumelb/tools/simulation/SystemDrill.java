package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final Scenario.Cost COST = new Scenario.Cost(4, 16, Double.POSITIVE_INFINITY);

    private final GetLog log;
    private final Map<String, Integer> objects = new HashMap<>();

    /** Reads a log. */
    SystemDrill(Path file) throws IOException {
        log = GetLog.read(file, WARM_UP + CLIENTS.length * REQUESTS);
        for (LogEntry entry : log.entries()) {
            number(entry.host());
            number(entry.host() + path(entry));
        }
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
            LogEntry entry = log.entries().get(position++ % log.entries().size());
            int site = numbers.computeIfAbsent(log.classOf(entry), name -> {
                names.add(name);
                return names.size() - 1;
            });
            long[] needed = {number(entry.host()), number(entry.host() + path(entry))};
            return new Request(site, GetLog.contentOf(entry), needed, null);
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
