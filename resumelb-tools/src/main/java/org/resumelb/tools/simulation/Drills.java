package org.resumelb.tools.simulation;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What happens to a pool of 16 workers and 500 sites, whose caches together hold the working set, when something
 * changes. Each drill first warms up a pool of its own.
 */
final class Drills {
    private static final int WORKERS = 16;
    private static final int SITES = 500;
    private static final int WINDOW = 1000;

    private final Contender contender;
    private final long seed;
    private final long warming;

    Drills(Contender contender, long seed, long warming) {
        this.contender = contender;
        this.seed = seed;
        this.warming = warming;
    }

    /**
     * Misses after an event.
     *
     * @param requests until misses stayed within a tenth of what they were before, for five windows on average
     * @param excess objects loaded beyond what would have been loaded without it
     */
    record Recovery(long requests, double excess) {}

    private SyntheticWorkload workload() {
        return new SyntheticWorkload(SyntheticWorkload.Traffic.ofSites(SITES), seed);
    }

    /** Open load as a share of the warm capacity; 0 for four clients a worker. */
    private Scenario scenario(double load) {
        Scenario scenario = new Scenario(
                new Scenario.Cluster(WORKERS, 1, workload().workingSet() / WORKERS, false),
                Scenario.Cost.ofMiss(10),
                Scenario.Load.closed(4 * WORKERS),
                Scenario.Reports.USUAL,
                1,
                seed);
        return load == 0
                ? scenario
                : scenario.with(Scenario.Load.open(load
                        * WarmCapacity.perSecond(
                                scenario, SITES + " sites, seed " + seed, this::workload, warming / 2, warming / 2)));
    }

    /** All load balancers start again and know only what workers tell. */
    Recovery restart() {
        Simulation simulation = warm(contender.simulate(scenario(0), workload()));
        double before = misses(simulation, 20 * WINDOW);
        simulation.restartBalancers();
        return recovery(simulation, before, 20);
    }

    /** Requests were classified without regard to their site; now they are classified rightly. */
    Recovery classifierRepaired(boolean fingerprint) {
        Simulation steady = warm(contender.simulate(scenario(0), workload()));
        double before = misses(steady, 20 * WINDOW);
        Simulation simulation = contender.simulate(scenario(0), workload());
        simulation.classifyBy(name -> "wrong" + Math.floorMod(name.hashCode(), 40));
        warm(simulation);
        simulation.classifyBy(name -> name);
        if (fingerprint) {
            simulation.balancers().forEach(balancer -> balancer.pool().forgetAll());
            simulation.workers().forEach(worker -> worker.recorder.forgetAll());
        }
        return recovery(simulation, before, 100);
    }

    /** A worker joins at 85 % load; the greatest 99th percentile of 5,000 requests afterwards, over that before. */
    double workerAdded() {
        Simulation simulation = warmUnder(0.85, workload());
        double before = p99(simulation, 30 * WINDOW, -1);
        simulation.addWorker();
        double greatest = 0;
        for (int i = 0; i < 6; i++) {
            greatest = Math.max(greatest, p99(simulation, 5 * WINDOW, -1));
        }
        return greatest / before;
    }

    /** A worker dies; the share of the classes of other workers that are served elsewhere afterwards. */
    double workerKilled() {
        Simulation simulation = warm(contender.simulate(scenario(0), workload()));
        int[] before = homes(simulation, 20 * WINDOW);
        SimulatedWorker victim = simulation.workers().get(WORKERS / 2);
        simulation.balancers().forEach(balancer -> balancer.disconnect(victim));
        simulation.run(2 * WINDOW);
        int[] after = homes(simulation, 20 * WINDOW);
        int moved = 0;
        int known = 0;
        for (int site = 0; site < SITES; site++) {
            if (before[site] >= 0 && after[site] >= 0) {
                known++;
                moved += before[site] != after[site] ? 1 : 0;
            }
        }
        return (double) moved / known;
    }

    /** One client, and a worker joins: the share of the classes that it has 2,000 requests later, over its fair share. */
    double lightLoad() {
        Simulation simulation = warm(contender.simulate(scenario(0).with(Scenario.Load.closed(1)), workload()));
        SimulatedWorker added = simulation.addWorker();
        BitSet seen = new BitSet();
        BitSet there = new BitSet();
        simulation.observe(request -> {
            seen.set(request.site);
            there.set(request.site, Simulation.number(request) == added.number);
        });
        simulation.run(2 * WINDOW);
        return (double) there.cardinality() / seen.cardinality() * (WORKERS + 1);
    }

    /** A class of about 2 % of the requests becomes 20 times slower at 60 % load: p99 of the others, over before. */
    double slowClass() {
        Simulation simulation = warmUnder(0.6, workload());
        int site = 4;
        double before = p99(simulation, 30 * WINDOW, site);
        simulation.servicing().slowDown(site, 20);
        simulation.run(30 * WINDOW);
        return p99(simulation, 30 * WINDOW, site) / before;
    }

    /** A class surges so that it makes half of the traffic, the others asking as before at 60 % load: their p99. */
    double surge() {
        SyntheticWorkload workload = workload();
        Simulation simulation = warmUnder(0.6, workload);
        int site = 20;
        double before = p99(simulation, 30 * WINDOW, site);
        workload.surge(site, 0.5);
        simulation.multiplyArrivals(2);
        simulation.run(30 * WINDOW);
        return p99(simulation, 30 * WINDOW, site) / before;
    }

    private Simulation warm(Simulation simulation) {
        simulation.run(warming);
        return simulation;
    }

    /** A pool that was warm when an open load began. */
    private Simulation warmUnder(double load, SyntheticWorkload workload) {
        Simulation simulation = contender.simulate(scenario(load), workload);
        simulation.warmUp(warming, WORKERS);
        simulation.run(warming / 2);
        return simulation;
    }

    private static double misses(Simulation simulation, long requests) {
        simulation.beginMeasuring();
        simulation.run(requests);
        return simulation.result().misses();
    }

    /** The 99th percentile of requests that are not of one site. */
    private static double p99(Simulation simulation, long requests, int exceptSite) {
        Histogram latencies = new Histogram();
        simulation.observe(request -> {
            if (request.site != exceptSite) {
                latencies.add(simulation.nowMillis() - request.sentNanos / 1e6);
            }
        });
        simulation.run(requests);
        return latencies.quantile(0.99);
    }

    /** Who served each site last. */
    private static int[] homes(Simulation simulation, long requests) {
        int[] homes = new int[SITES];
        Arrays.fill(homes, -1);
        simulation.observe(request -> homes[request.site] = Simulation.number(request));
        simulation.run(requests);
        return homes;
    }

    private static Recovery recovery(Simulation simulation, double before, int windows) {
        double[] after = new double[windows];
        double excess = 0;
        for (int i = 0; i < windows; i++) {
            after[i] = misses(simulation, WINDOW);
            excess += (after[i] - before) * WINDOW;
        }
        int recovered = 0;
        while (recovered + 5 < windows
                && Arrays.stream(after, recovered, recovered + 5).average().orElse(0) > 1.1 * before) {
            recovered++;
        }
        return new Recovery((long) recovered * WINDOW, excess);
    }
}
