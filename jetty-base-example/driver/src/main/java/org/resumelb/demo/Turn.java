package org.resumelb.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.resumelb.demo.process.Cluster;
import org.resumelb.demo.process.WorkerStats;
import org.resumelb.demo.result.Overlap;
import org.resumelb.demo.result.Run;
import org.resumelb.demo.traffic.Traffic;
import org.resumelb.tools.console.ProgressLine;
import org.resumelb.tools.replay.ReplayResult;
import org.resumelb.tools.replay.ReplaySettings;
import org.resumelb.tools.replay.Replayer;

/** One run on a cluster that has just been started. */
final class Turn {
    private static final int CLIENTS_PER_WORKER = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Every page of the log is in the database, so a client's error is one, too. */
    private static final int ERROR_STATUS = 400;

    private final Cluster cluster;
    private final PrintStream out;
    private final String title;

    /**
     * A run that has not begun.
     *
     * @param cluster where to play
     * @param out where to tell what happens
     * @param title first words of what is told
     */
    Turn(Cluster cluster, PrintStream out, String title) {
        this.cluster = cluster;
        this.out = out;
        this.title = title;
    }

    /**
     * Warms the cluster up, makes it forget that, and plays the log.
     *
     * @param warmUp requests to other sites
     * @param traffic what is measured
     */
    Run play(Traffic warmUp, Traffic traffic) throws IOException, InterruptedException {
        int clients = CLIENTS_PER_WORKER * cluster.workers().size();
        try (Replayer replayer = new Replayer(new ReplaySettings(cluster.uris(), clients, TIMEOUT, ERROR_STATUS))) {
            replay(replayer, "warming up", warmUp);
            cluster.forget();
            return figures(replay(replayer, "playing", traffic));
        }
    }

    private ReplayResult replay(Replayer replayer, String what, Traffic traffic)
            throws IOException, InterruptedException {
        ProgressLine progress = new ProgressLine(out, ProgressLine.onTerminal(), title + " " + what, traffic.size());
        ReplayResult result = replayer.play(traffic.source(), traffic.size(), progress::show);
        progress.end();
        if (result.errors() > 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d errors %s; by status %s",
                    title,
                    result.errors(),
                    result.failures(),
                    result.statuses()));
        }
        return result;
    }

    private Run figures(ReplayResult result) throws InterruptedException {
        List<WorkerStats> stats = cluster.stats();
        long loads = stats.stream().mapToLong(WorkerStats::loads).sum();
        return new Run(
                cluster.policy(),
                result.requests(),
                result.errors(),
                (double) loads / result.requests(),
                Overlap.of(stats.stream().map(WorkerStats::cachedIds).toList()),
                busiest(stats),
                result.requestsPerSecond(),
                result.latencyMillis(50),
                result.latencyMillis(99));
    }

    private static double busiest(List<WorkerStats> workers) {
        var pages = workers.stream().mapToLong(WorkerStats::requests).summaryStatistics();
        return pages.getMax() / pages.getAverage();
    }
}
