package org.resumelb.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.demo.process.Cluster;
import org.resumelb.demo.process.ClusterSettings;
import org.resumelb.demo.process.DemoException;
import org.resumelb.demo.process.Layout;
import org.resumelb.demo.process.Processes;
import org.resumelb.demo.result.Comparison;
import org.resumelb.demo.result.Run;
import org.resumelb.demo.traffic.SyntheticLog;
import org.resumelb.demo.traffic.Traffic;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.tools.console.ClassifierRegex;
import org.resumelb.tools.log.LogEntry;

/**
 * Plays the same log twice, first with least-backlog, then with the policy asked for. Each run has new processes, which are
 * warmed up with a log of other sites and made to forget it: so both meet compiled code, cold caches and empty résumés.
 */
final class Demo {
    private static final int SYNTHETIC_SITES = 500;
    private static final int WARM_UP_SITES = 40;
    private static final int WARM_UP_REQUESTS = 10_000;
    private static final long SEED = 2010;

    /** For logs of one site: the class is what stands first in the path. */
    private static final ClassifierRegex BY_PATH = new ClassifierRegex("path", "^/(?<class>[^/?]+)");

    private final DemoSettings settings;
    private final Path folder;
    private final Processes processes;
    private final PrintStream out;

    /**
     * A demo that has not begun.
     *
     * @param settings what the user wants
     * @param folder for bases, logs and made traffic
     * @param processes owner of the processes that will be started
     * @param out where to tell what happens
     */
    Demo(DemoSettings settings, Path folder, Processes processes, PrintStream out) {
        this.settings = settings;
        this.folder = folder;
        this.processes = processes;
        this.out = out;
    }

    /**
     * Runs the demo and shows its figures; the second run's servers stay up.
     *
     * @return figures, and the second run's servers
     */
    Outcome run() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("logs"));
        Traffic traffic = traffic();
        Traffic warmUp = made("warm-up", WARM_UP_SITES, Math.min(WARM_UP_REQUESTS, settings.requests()));
        Archive archive = new Archive();
        addTo(archive, traffic);
        int records = settings.caches().wholePages() ? traffic.pages() : archive.records();
        long cache = cache(records);
        say(
                "log      %,d requests to %,d sites, which need %,d records; %,d malformed lines",
                traffic.size(), traffic.hosts(), records, traffic.malformedLines());
        say(
                "workers  %d, each with a cache of %,d %s",
                settings.layout().workers(), cache, settings.caches().bytes() == null ? "records" : "bytes");
        say("logs     %s", folder.resolve("logs"));
        addTo(archive, warmUp);
        String classifier = classifier(traffic);
        Cluster first = start(clusterSettings("1", "least-backlog", cache, classifier), archive);
        Run before = new Turn(first, out, "1/2 least-backlog").play(warmUp, traffic);
        processes.stopAll();
        Cluster second = start(clusterSettings("2", settings.policy(), cache, classifier), archive);
        Run after = new Turn(second, out, "2/2 " + second.policy()).play(warmUp, traffic);
        return new Outcome(
                new Comparison(before, after), second, traffic.entries().get(0));
    }

    /**
     * What came of the demo.
     *
     * @param comparison the figures
     * @param cluster the second run's servers
     * @param page a request that they answer
     */
    record Outcome(Comparison comparison, Cluster cluster, LogEntry page) {}

    private Traffic traffic() throws IOException {
        List<Path> logs = settings.logs();
        Traffic traffic = logs.isEmpty()
                ? made("synthetic", SYNTHETIC_SITES, settings.requests())
                : Traffic.read(logs, settings.requests());
        if (traffic.size() == 0) {
            String names = logs.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new DemoException(names + " holds no GET request in common or combined format ("
                    + traffic.malformedLines() + " malformed lines)");
        }
        return traffic;
    }

    /** Written as a file and read again, so that everybody can look at it or play it elsewhere. */
    private Traffic made(String name, int sites, int requests) throws IOException {
        Path log = folder.resolve(name + ".access.log.gz");
        new SyntheticLog(name, sites, SEED).write(log, requests);
        return Traffic.read(List.of(log), requests);
    }

    private void addTo(Archive archive, Traffic traffic) {
        if (settings.caches().wholePages()) {
            traffic.addPagesTo(archive, settings.caches().bytes() != null);
        } else {
            traffic.addTo(archive);
        }
    }

    /** By default all workers' caches together could just hold all records once. */
    private long cache(int records) {
        int workers = settings.layout().workers();
        Long bytes = settings.caches().bytes();
        Integer wanted = settings.caches().records();
        if (bytes != null) {
            return bytes;
        }
        return wanted == null ? (records + workers - 1) / workers : wanted;
    }

    /** The one asked for; else the path for the log of one site, and the load balancer's default for others. */
    private @Nullable String classifier(Traffic traffic) {
        String wanted = settings.classifier();
        if (wanted != null) {
            return wanted;
        }
        return traffic.isOfOneSite() ? BY_PATH.xml() : null;
    }

    private ClusterSettings clusterSettings(
            String run, @Nullable String policy, long cache, @Nullable String classifier) {
        return new ClusterSettings(
                settings.installation(),
                folder,
                run,
                settings.layout(),
                cache,
                settings.caches().wholePages(),
                policy,
                classifier,
                settings.database());
    }

    private Cluster start(ClusterSettings cluster, Archive archive) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Cluster started = Cluster.start(processes, cluster, archive);
        say(
                "%s/2 started database, %d workers, %s in %.1f s",
                cluster.run(),
                cluster.layout().workers(),
                balancers(cluster.layout()),
                (System.nanoTime() - startNanos) / 1e9);
        if (cluster.layout().zookeeper()) {
            say(
                    "%s/2 found through ZooKeeper: %s",
                    cluster.run(),
                    started.workers().stream().map(URI::getAuthority).collect(Collectors.joining(", ")));
        }
        return started;
    }

    private static String balancers(Layout layout) {
        String balancers = layout.balancers() == 1 ? "load balancer" : layout.balancers() + " load balancers";
        return layout.zookeeper() ? balancers + " and ZooKeeper" : balancers;
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
