package org.resumelb.pool;

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
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * A random walk of everything that may happen to a pool, requests that wait included. After each step it checks what must
 * always hold, and it keeps the sequence of what requests were told.
 */
public final class WaitingWalk {
    private static final int WORKERS = 6;
    private static final long MILLI = 1_000_000;

    private final Random random;
    private final Random explaining;
    private final boolean explains;
    private final Pool pool;
    private final Map<String, Worker> workers = new HashMap<>();
    private final List<Walker> waiting = new ArrayList<>();
    private final List<Lease> open = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private long nanos;
    private double load;
    private String step = "";

    /**
     * Makes an empty pool to walk with.
     *
     * @param explains whether each step also asks why, which must change nothing
     */
    public WaitingWalk(long seed, Policy.Factory policy, boolean explains) {
        random = new Random(seed);
        explaining = new Random(seed);
        this.explains = explains;
        pool = new Pool(policy, PoolSettings.DEFAULTS, () -> nanos);
        pool.ejection(new EjectionSettings(4, 2_000, 20_000));
        pool.balancers(1 + random.nextInt(2));
        pool.onFailure(failure -> told.add("failure " + failure));
    }

    /** A request that waits until it is told something. */
    private final class Walker implements Receiver {
        final PoolRequest request;

        @Nullable
        Waiter waiter;

        boolean cancelled;
        private int calls;

        Walker(PoolRequest request) {
            this.request = request;
        }

        @Override
        public void granted(Lease lease) {
            calledOnce();
            open.add(lease);
            told.add(request.requestClass() + " to " + lease.worker());
        }

        @Override
        public void refused() {
            calledOnce();
            told.add(request.requestClass() + " refused");
        }

        private void calledOnce() {
            assertFalse(cancelled, step + ": told though cancelled");
            assertEquals(1, ++calls, step + ": told twice");
            waiting.remove(this);
        }
    }

    /** Takes so many steps, then lets everything end; returns what requests were told. */
    public List<String> walk(int steps) {
        for (int number = 0; number < steps; number++) {
            step = "step " + number;
            if (number % 200 == 0) {
                load = random.nextDouble();
            }
            nanos += random.nextInt(4) * MILLI;
            takeAStep();
            check();
        }
        rest();
        return told;
    }

    private void takeAStep() {
        int dice = random.nextInt(1000);
        if (dice < 860) {
            requestOrEnd();
        } else if (dice < 900) {
            cancel();
        } else if (dice < 950) {
            changeAWorker();
        } else if (dice < 960) {
            nanos += random.nextInt(10_000) * MILLI;
        } else if (dice < 965) {
            pool.capacityPerWorker(1 + random.nextInt(50));
        } else if (dice < 970) {
            pool.maxWaiting(random.nextInt(300));
        } else if (dice < 975) {
            settings();
        } else if (dice < 980) {
            pool.forget(requestClass());
        } else {
            pool.tick();
        }
    }

    private void settings() {
        PoolSettings settings = PoolSettings.DEFAULTS
                .withSingleVersion(random.nextBoolean())
                .withCanary(random.nextBoolean() ? 0.4 : 0)
                .withVariance(random.nextInt(8));
        ResumeSettings resume = settings.resume()
                .with(ResumeParameter.FRESH_WORKERS, 1 + random.nextInt(4))
                .with(ResumeParameter.REPLICAS_WEIGHED, 1 + random.nextInt(6))
                .with(ResumeParameter.WINDOW, 10 + random.nextInt(100))
                .with(ResumeParameter.REPLICA_PRICE, random.nextInt(20));
        pool.settings(settings.withResume(resume));
    }

    private String requestClass() {
        return "c" + Math.min(random.nextInt(8), random.nextInt(8));
    }

    private PoolRequest request() {
        Set<Worker> failed = new HashSet<>();
        while (random.nextInt(20) == 0) {
            failed.add(worker());
        }
        return new PoolRequest(requestClass(), random.nextInt(30), "client" + random.nextInt(3), failed);
    }

    private void requestOrEnd() {
        if (open.isEmpty() || random.nextDouble() < 0.35 + 0.3 * load) {
            PoolRequest request = request();
            if (random.nextInt(3) == 0) {
                acquire(request);
            } else {
                await(request);
            }
        } else {
            end();
        }
    }

    private void acquire(PoolRequest request) {
        Explanation foretold = explains ? pool.explain(request) : null;
        Lease lease = pool.acquire(request);
        String worker = lease == null ? null : lease.worker().name();
        if (foretold != null) {
            assertEquals(worker, foretold.worker(), step + ": " + foretold);
        }
        told.add(request.requestClass() + " at once to " + worker);
        if (lease != null) {
            open.add(lease);
        }
    }

    private void await(PoolRequest request) {
        Walker walker = new Walker(request);
        waiting.add(walker);
        walker.waiter = pool.await(request, walker);
    }

    private void end() {
        Lease lease = open.remove(random.nextInt(open.size()));
        nanos += random.nextInt(10) * MILLI;
        if (random.nextInt(100) == 0) {
            lease.detach();
        }
        boolean fails = random.nextInt(12) == 0
                || (random.nextBoolean() && lease.worker().name().startsWith("w1"));
        Outcome outcome =
                fails ? List.of(Outcome.values()).get(random.nextInt(Outcome.values().length)) : Outcome.SUCCEEDED;
        Report report = random.nextBoolean() ? Report.NONE : new Report(-1, random.nextInt(20), random.nextInt(5));
        assertTrue(lease.close(outcome, report));
        assertFalse(lease.close(Outcome.FAILED));
    }

    private void cancel() {
        if (!waiting.isEmpty()) {
            Walker walker = waiting.remove(random.nextInt(waiting.size()));
            walker.cancelled = true;
            Waiter waiter = Objects.requireNonNull(walker.waiter);
            assertTrue(waiter.cancel(), step);
            assertFalse(waiter.cancel(), step);
        }
    }

    private Worker worker() {
        String name = "w" + random.nextInt(WORKERS);
        String version = ";version=" + (1 + random.nextInt(2));
        return workers.computeIfAbsent(
                name, it -> pool.register(WorkerAddress.parse("http://" + it + ":80" + version)));
    }

    private void changeAWorker() {
        Worker worker = worker();
        switch (random.nextInt(12)) {
            case 0 -> pool.disconnected(worker);
            case 1 ->
                pool.unregister(
                        Objects.requireNonNull(workers.remove(worker.name().replace(":80", ""))));
            case 2 -> pool.drain(worker.name(), true);
            case 3 -> pool.drain(worker.name(), random.nextInt(20));
            case 4, 5 -> pool.drain(worker.name(), false);
            case 6 -> pool.learn(worker, Map.of(requestClass(), new Skill(10, 20, 15, 5, 0)));
            case 7 -> pool.load(worker, worker.backlog() + random.nextInt(20));
            case 8 -> pool.withdraw(worker);
            default -> {
                pool.register(worker.address());
                pool.connected(
                        worker, random.nextBoolean() ? Resume.EMPTY : Resume.ofScores(Map.of(requestClass(), 40.0)));
            }
        }
    }

    private void check() {
        if (explains) {
            pool.explain("c" + explaining.nextInt(14));
        }
        PoolStatus status = pool.status();
        assertEquals(open.size(), status.backlog(), step);
        assertEquals(waiting.size(), pool.waiting(), step);
        for (Worker worker : workers.values()) {
            long own = open.stream().filter(lease -> lease.worker() == worker).count();
            assertEquals(own, worker.backlog(), step + ": " + worker);
        }
        if (random.nextInt(8) == 0) {
            pool.tick();
            nothingWaitsForAWorkerThatHasRoom();
        }
    }

    private void nothingWaitsForAWorkerThatHasRoom() {
        for (Walker walker : waiting) {
            Waiter waiter = Objects.requireNonNull(walker.waiter);
            Choice choice = waiter.choice();
            if (choice == null) {
                String free = pool.explain(walker.request).worker();
                // A class that it learns while it hands its classes over waits for the next request that ends.
                assertTrue(free == null || isHandingOver(free), step + ": " + walker.request + " " + free);
                continue;
            }
            Worker worker = choice.worker();
            ServingGroup group = Objects.requireNonNull(worker.group(), step + ": waits for who does not serve");
            assertTrue(waiter.wasChosenBy(group.policy()), step);
            boolean room =
                    !worker.isFull() && group.policy().hasRoom(group.policy().assign(walker.request, worker));
            boolean served = worker.handover() == null && isFirstInLine(walker, worker) && room;
            assertFalse(served, step + ": " + walker.request + " waits for " + worker);
        }
    }

    private boolean isHandingOver(String name) {
        return workers.values().stream().anyMatch(worker -> worker.name().equals(name) && worker.handover() != null);
    }

    private boolean isFirstInLine(Walker walker, Worker worker) {
        return worker.held().first(waiter -> true) == walker.waiter;
    }

    private void rest() {
        step = "at rest";
        pool.capacityPerWorker(100);
        pool.settings(PoolSettings.DEFAULTS);
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = pool.register(WorkerAddress.parse("http://w" + i + ":80"));
            pool.connected(worker, Resume.EMPTY);
            pool.drain(worker.name(), false);
        }
        // Too many failed attempts may forbid every worker; those never find one.
        waiting.stream()
                .filter(walker -> !pool.servesBesides(walker.request.failed()))
                .toList()
                .forEach(walker -> {
                    waiting.remove(walker);
                    assertTrue(Objects.requireNonNull(walker.waiter).cancel());
                });
        while (!open.isEmpty()) {
            nanos += MILLI;
            open.remove(open.size() - 1).close(Outcome.SUCCEEDED);
        }
        assertEquals(0, pool.waiting(), step);
        assertEquals(List.of(), waiting);
        PoolStatus status = pool.status();
        assertEquals(0, status.backlog());
        status.workers().forEach(worker -> assertEquals(0, worker.backlog(), worker.name()));
        assertTrue(told.stream().noneMatch(what -> what.startsWith("failure")), told::toString);
    }
}
