package org.resumelb.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/**
 * A worker leaves the pool and comes back, and a request follows, as in a pool in which there is always one that is
 * restarted or scaled: this must not cost more, the more workers there are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MembershipBenchmark {
    private static final int CLASSES = 10_000;

    @Param({"16", "1000", "10000"})
    int workers;

    @Param({"false", "true"})
    boolean singleVersion;

    private final AtomicLong now = new AtomicLong();
    private Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, now::get);
    private Worker[] all = {};
    private int next;

    /** Builds the pool and lets it serve each class. */
    @Setup
    public void serve() {
        PoolSettings settings = PoolSettings.DEFAULTS.withSingleVersion(singleVersion);
        pool = new Pool(Policies.named(Policies.DEFAULT), settings, now::get);
        all = new Worker[workers];
        for (int i = 0; i < workers; i++) {
            all[i] = pool.register(WorkerAddress.parse("http://worker" + i + ":8080;version=1"));
            pool.connected(all[i], Resume.EMPTY);
        }
        for (int i = 0; i < CLASSES; i++) {
            request();
        }
    }

    /** A worker goes and comes, and a request is served. */
    @Benchmark
    public Lease goAndCome() {
        Worker worker = all[next % workers];
        pool.disconnected(worker);
        pool.connected(worker, Resume.EMPTY);
        return request();
    }

    private Lease request() {
        next++;
        Lease lease = Objects.requireNonNull(pool.acquire("site" + next % CLASSES + ".example.com"));
        now.addAndGet(1_000_000);
        lease.close(Outcome.SUCCEEDED);
        return lease;
    }
}
