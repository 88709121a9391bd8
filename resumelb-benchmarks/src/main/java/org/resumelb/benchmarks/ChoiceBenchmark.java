package org.resumelb.benchmarks;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

/**
 * One request as the pool sees it: a worker is chosen, and an older request ends. Two requests a worker are under way,
 * classes are asked for as often as a Zipf law says.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChoiceBenchmark {
    private static final int SEQUENCE = 1 << 16;
    private static final int OPEN_FOR_EACH_WORKER = 2;
    private static final long WARM_NANOS = 10_000_000;
    private static final long COLD_NANOS = 60_000_000;

    @Param({"resume", "classic", "least-backlog"})
    String policy = "";

    @Param({"16", "256"})
    int workers;

    @Param({"500", "50000"})
    int classes;

    private final String[] sequence = new String[SEQUENCE];
    private final ArrayDeque<Lease> open = new ArrayDeque<>();
    private long now;
    private int next;
    private Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, () -> 0);

    /** Builds the pool and lets it serve until every class has found its workers. */
    @Setup
    public void serve() {
        pool = new Pool(Policies.named(policy), PoolSettings.DEFAULTS, () -> now);
        for (int i = 0; i < workers; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://worker" + i + ":8080")), Resume.EMPTY);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SEQUENCE; i++) {
            // The inverse of the law's distribution function, nearly.
            int rank = (int) Math.pow(classes, random.nextDouble());
            sequence[i] = "site" + rank + ".example.com";
        }
        for (int i = 0; i < 4 * SEQUENCE; i++) {
            request();
        }
    }

    /** Chooses for one request and ends another. */
    @Benchmark
    public Lease request() {
        String requestClass = sequence[next++ & (SEQUENCE - 1)];
        Lease lease = pool.acquire(requestClass, next, Set.of());
        while (lease == null) {
            // The class is held back for now.
            end();
            lease = pool.acquire(requestClass, next, Set.of());
        }
        open.add(lease);
        if (open.size() > OPEN_FOR_EACH_WORKER * workers) {
            end();
        }
        return lease;
    }

    /** How many requests are under way. */
    int open() {
        return open.size();
    }

    private void end() {
        now += (next % 8 == 0 ? COLD_NANOS : WARM_NANOS) / workers;
        Objects.requireNonNull(open.poll(), "nothing is under way").close(Outcome.SUCCEEDED);
    }
}
