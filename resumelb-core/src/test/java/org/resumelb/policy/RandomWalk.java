package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** Does the same random things to a pool and to the reference, and compares them after each. */
final class RandomWalk {
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    /** What stands for one worker here and there. */
    private record Pair(Worker worker, ReferenceWorker member) {}

    /** A request under way here and there. */
    private record OpenRequest(Lease lease, Pair pair) {}

    private final long seed;
    private final Random random;
    private final RandomInputs inputs;
    private final Pool pool;
    private final ReferencePool reference;
    private final Map<String, Pair> known = new HashMap<>();
    private final List<Worker> replaced = new ArrayList<>();
    private final List<OpenRequest> open = new ArrayList<>();
    private double load;
    private String step = "";

    RandomWalk(long seed, Policy.Factory policy, ReferencePool reference) {
        this.seed = seed;
        this.random = new Random(seed);
        this.inputs = new RandomInputs(random);
        this.pool = new Pool(policy, PoolSettings.DEFAULTS, () -> 0);
        this.reference = reference;
    }

    void walk(int steps) {
        for (int number = 0; number < steps; number++) {
            step = "seed " + seed + " step " + number;
            if (number % 100 == 0) {
                load = random.nextDouble();
            }
            takeAStep();
            Comparison.compare(pool, reference, step);
        }
        while (!open.isEmpty()) {
            release();
        }
        assertEquals(0, pool.status().backlog(), step + " at rest");
    }

    private void takeAStep() {
        int dice = random.nextInt(1000);
        if (dice < 850) {
            requestOrRelease();
        } else if (dice < 900) {
            connect();
        } else if (dice < 930) {
            learn();
        } else if (dice < 945) {
            unregister();
        } else if (dice < 955) {
            disconnect();
        } else if (dice < 970) {
            drain();
        } else if (dice < 980) {
            forget();
        } else if (dice < 990) {
            changeSettings();
        } else {
            hearFromAWorkerThatWasReplaced();
        }
    }

    private void requestOrRelease() {
        if (open.isEmpty() || random.nextDouble() < 0.35 + 0.3 * load) {
            request();
        } else {
            release();
        }
    }

    private void request() {
        String requestClass = inputs.requestClass();
        Set<Worker> excluded = new HashSet<>();
        Set<String> excludedNames = new HashSet<>();
        for (Pair pair : known.values()) {
            if (random.nextInt(20) == 0) {
                excluded.add(pair.worker());
                excludedNames.add(pair.worker().name());
            }
        }
        step += " request " + requestClass + " not to " + excludedNames;
        // Explaining in between must change nothing; half of the requests are not explained.
        boolean explained = excluded.isEmpty() && random.nextBoolean();
        @Nullable String foretold = explained ? pool.explain(requestClass).worker() : null;
        @Nullable ReferenceWorker expected = reference.acquire(requestClass, excludedNames);
        Lease lease = pool.acquire(requestClass, random.nextInt(), excluded);
        @Nullable String chosen = lease == null ? null : lease.worker().name();
        assertEquals(expected == null ? null : expected.name, chosen, step);
        if (explained) {
            assertEquals(chosen, foretold, step + " explained");
        }
        if (lease != null) {
            open.add(new OpenRequest(lease, new Pair(lease.worker(), Objects.requireNonNull(expected))));
        }
    }

    private void release() {
        OpenRequest request = open.remove(random.nextInt(open.size()));
        step += " release " + request.pair().worker();
        assertTrue(request.lease().close(OUTCOMES.get(random.nextInt(OUTCOMES.size()))), step);
        assertFalse(request.lease().close(Outcome.SUCCEEDED), step + " again");
        reference.release(request.pair().member());
    }

    private void connect() {
        WorkerAddress address = inputs.address();
        String name = address.name();
        @Nullable String version = address.version();
        step += " register and connect " + address;
        Pair pair = new Pair(pool.register(address), reference.register(name, version));
        Pair before = known.put(name, pair);
        if (before != null && before.worker() != pair.worker()) {
            replaced.add(before.worker());
        }
        assertEquals(
                before != null && before.member() == pair.member(),
                before != null && before.worker() == pair.worker(),
                step);
        Map<String, Double> scores = inputs.scores(random.nextInt(9));
        pool.connected(pair.worker(), Resume.ofScores(scores));
        reference.connected(pair.member(), scores);
    }

    private void learn() {
        Pair pair = anyKnown();
        if (pair != null) {
            Map<String, Double> scores = inputs.scores(1 + random.nextInt(2));
            step += " learn " + pair.worker() + " " + scores;
            pool.learn(pair.worker(), Resume.ofScores(scores).skills());
            reference.learn(pair.member(), scores);
        }
    }

    private void unregister() {
        Pair pair = anyKnown();
        if (pair != null) {
            step += " unregister " + pair.worker();
            pool.unregister(pair.worker());
            reference.unregister(pair.member());
        }
    }

    private void disconnect() {
        Pair pair = anyKnown();
        if (pair != null) {
            step += " disconnect " + pair.worker();
            pool.disconnected(pair.worker());
            reference.disconnected(pair.member());
        }
    }

    private void drain() {
        Pair pair = anyKnown();
        if (pair != null) {
            boolean draining = random.nextInt(3) == 0;
            step += " drain " + pair.worker() + " " + draining;
            assertEquals(pair.member().registered, pool.drain(pair.worker().name(), draining), step);
            if (pair.member().registered) {
                reference.drain(pair.member(), draining);
            }
        }
    }

    private void forget() {
        String requestClass = inputs.requestClass();
        step += " forget " + requestClass;
        pool.forget(requestClass);
        reference.forget(requestClass);
    }

    private void changeSettings() {
        PoolSettings settings = inputs.settings();
        step += " " + settings;
        pool.settings(settings);
        reference.settings(settings);
    }

    private void hearFromAWorkerThatWasReplaced() {
        if (!replaced.isEmpty()) {
            Worker worker = replaced.get(random.nextInt(replaced.size()));
            step += " late news of a former " + worker;
            pool.connected(worker, Resume.ofScores(inputs.scores(3)));
            pool.learn(worker, Resume.ofScores(inputs.scores(1)).skills());
            pool.load(worker, 1);
            pool.disconnected(worker);
            pool.unregister(worker);
        }
    }

    private @Nullable Pair anyKnown() {
        return known.get(inputs.address().name());
    }
}
