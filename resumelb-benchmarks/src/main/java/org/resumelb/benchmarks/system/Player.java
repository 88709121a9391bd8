package org.resumelb.benchmarks.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.resumelb.tools.log.LogEntry;
import org.resumelb.tools.replay.ReplayResult;
import org.resumelb.tools.replay.ReplaySettings;
import org.resumelb.tools.replay.Replayer;

/** Plays a log once, part by part, and asks what came of it. */
final class Player {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Iterator<LogEntry> left;
    private final RunningNewspapers workers;
    private final Contender contender;

    Player(Requests log, RunningNewspapers workers, Contender contender) {
        List<LogEntry> entries = log.entries();
        // Should the log be too short, it begins anew.
        left = Stream.generate(() -> entries).flatMap(List::stream).iterator();
        this.workers = workers;
        this.contender = contender;
    }

    /** Plays the next requests with so many clients, each of which asks when it was answered. */
    Step play(int clients, int requests) throws IOException, InterruptedException {
        workers.figures();
        double cpuBefore = contender.cpuSeconds();
        ReplayResult result;
        try (Replayer replayer = new Replayer(new ReplaySettings(contender.uri(), clients, TIMEOUT, 400))) {
            result = replayer.play(left::next, requests, (done, errors) -> {});
        }
        double cpu = contender.cpuSeconds() - cpuBefore;
        double[] figures = workers.figures();
        double served = figures[1];
        return new Step(
                clients,
                result.requestsPerSecond(),
                result.latencyMillis(50),
                result.latencyMillis(99),
                figures[0] / served,
                figures[3],
                figures[2] * workers.urls().size() / served,
                cpu * 1e6 / result.requests(),
                result.errors());
    }
}
