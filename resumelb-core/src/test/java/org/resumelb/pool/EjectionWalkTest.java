package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.resume.Resume;

/** Whatever happens, in whatever order: what must always hold of ejections. */
class EjectionWalkTest {
    private static final int WORKERS = 7;

    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Lease> open = new ArrayList<>();
    private int ejected;
    private int returned;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void atLeastHalfOfTheAbleServeAndNothingIsLostOrLeftOut(long seed) {
        Random random = new Random(seed);
        pool.ejection(new EjectionSettings(3, 5_000, 60_000));
        pool.capacityPerWorker(5);
        pool.onHealthChange(this::count);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(fixture.serving("w" + i));
        }
        for (int step = 0; step < 5_000; step++) {
            step(random);
            check(seed + ", step " + step);
        }
        assertTrue(ejected > 10, ejected + " ejections");
        open.forEach(lease -> lease.close(Outcome.SUCCEEDED));
        fixture.nanos += TimeUnit.DAYS.toNanos(1);
        workers.forEach(worker -> pool.connected(worker, Resume.EMPTY));
        workers.forEach(worker -> pool.drain(worker.name(), false));
        assertEquals(0, pool.status().backlog());
        assertEquals(WORKERS, fixture.active().size());
        assertEquals(ejected, returned);
    }

    private void count(HealthChange change) {
        if (change.kind() == HealthChange.Kind.EJECTED) {
            ejected++;
        } else if (change.kind() == HealthChange.Kind.RETURNED) {
            returned++;
        }
    }

    private void step(Random random) {
        Worker worker = workers.get(random.nextInt(WORKERS));
        fixture.nanos += random.nextInt(100) * 1_000_000L;
        switch (random.nextInt(40)) {
            case 0 -> pool.disconnected(worker);
            case 1, 2, 3 -> pool.connected(worker, Resume.EMPTY);
            case 4 -> pool.drain(worker.name(), true);
            case 5 -> pool.drain(worker.name(), random.nextInt(10));
            case 6, 7 -> pool.drain(worker.name(), false);
            default -> request(random);
        }
    }

    private void request(Random random) {
        Lease lease = pool.acquire("class" + random.nextInt(50));
        if (lease != null) {
            open.add(lease);
        }
        if (!open.isEmpty() && random.nextBoolean()) {
            Lease ended = open.remove(random.nextInt(open.size()));
            // Some workers fail most of what they get.
            boolean bad = ended.worker().name().compareTo("w3") < 0 && random.nextInt(10) < 8;
            List<Outcome> any = List.of(Outcome.values());
            ended.close(bad ? Outcome.FAILED : any.get(random.nextInt(any.size())));
        }
    }

    private void check(String step) {
        PoolStatus status = pool.status();
        long able = status.workers().stream()
                .filter(worker -> worker.state() == WorkerState.ACTIVE
                        || (worker.ejectedForMillis() > 0 && worker.state() == WorkerState.STANDBY))
                .count();
        long out = status.workers().stream()
                .filter(worker -> worker.state() == WorkerState.STANDBY)
                .count();
        assertTrue(out <= able / 2, () -> step + ": " + status);
        workers.stream()
                .map(worker -> worker.health().peers())
                .filter(Objects::nonNull)
                .forEach(peers -> assertEquals(out + 1 <= able / 2, peers.mayLeaveOutOneMore(), step));
        assertTrue(status.workers().stream().allMatch(worker -> worker.backlog() <= 5), () -> step + ": " + status);
        assertEquals(open.size(), status.backlog(), step);
    }
}
