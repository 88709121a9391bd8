package org.resumelb.benchmarks;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/**
 * One request as a pool that several threads share sees it, also while a worker is left out or many have all their
 * connections taken: nothing may cost more, the more workers or classes there are. Run with {@code -t 1}, {@code 2} or
 * {@code 4}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class SharedChoiceBenchmark {
    private static final int SEQUENCE = 1 << 18;
    private static final long REQUEST_NANOS = 16_000_000;

    @Param({"16 x 500", "256 x 50000", "10000 x 1000000"})
    String pool = "";

    @Param({"sound", "ejected", "full"})
    String state = "";

    private final String[] sequence = new String[SEQUENCE];
    private final AtomicLong now = new AtomicLong();
    private int workers;
    private Pool shared = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, now::get);

    /** Builds the pool and lets it serve each class. */
    @Setup
    public void serve() {
        String[] sizes = pool.split(" x ", 2);
        workers = Integer.parseInt(sizes[0]);
        int classes = Integer.parseInt(sizes[1]);
        PoolSettings usual = PoolSettings.DEFAULTS;
        PoolSettings settings = new PoolSettings(
                usual.variance(), usual.backlogHistory(), usual.unskilledScore(), usual.singleVersion(), classes);
        shared = new Pool(Policies.named(Policies.DEFAULT), settings, now::get);
        Set<Worker> all = new HashSet<>();
        for (int i = 0; i < workers; i++) {
            Worker worker = shared.register(WorkerAddress.parse("http://worker" + i + ":8080"));
            shared.connected(worker, Resume.EMPTY);
            all.add(worker);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SEQUENCE; i++) {
            sequence[i] = name((int) Math.pow(classes, random.nextDouble()));
        }
        for (int rank = 0; rank < classes; rank++) {
            Lease lease = shared.acquire(name(rank), rank, Set.of());
            now.addAndGet(REQUEST_NANOS / workers);
            Objects.requireNonNull(lease).close(Outcome.SUCCEEDED);
        }
        if (state.equals("ejected")) {
            eject(all);
        } else if (state.equals("full")) {
            shared.capacityPerWorker(3);
        }
    }

    private void eject(Set<Worker> all) {
        shared.ejection(new EjectionSettings(5, 1_000_000_000, 1_000_000_000));
        Set<Worker> others = new HashSet<>(all);
        others.remove(all.iterator().next());
        for (int i = 0; i < 5; i++) {
            Objects.requireNonNull(shared.acquire(name(1), 0, others)).close(Outcome.FAILED);
        }
        if (shared.status().ejections() != 1) {
            throw new IllegalStateException("no worker is left out");
        }
    }

    private static String name(int rank) {
        return "site" + rank + ".example.com";
    }

    /** Requests of one thread that are under way: so many that all threads together have two for each worker. */
    @State(Scope.Thread)
    public static class Client {
        private final ArrayDeque<Lease> open = new ArrayDeque<>();
        private int next = System.identityHashCode(this);
    }

    /** Chooses for one request and ends another. */
    @Benchmark
    public @Nullable Lease request(Client client) {
        int next = client.next++;
        @Nullable Lease lease = shared.acquire(sequence[next & (SEQUENCE - 1)], next, Set.of());
        if (lease != null) {
            client.open.add(lease);
        }
        if (lease == null || client.open.size() > workers / 2) {
            now.addAndGet(REQUEST_NANOS / workers);
            Lease ended = client.open.poll();
            if (ended != null) {
                ended.close(Outcome.SUCCEEDED);
            }
        }
        return lease;
    }
}
