package org.resumelb.pool;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.resume.Resume;

/**
 * Lincheck drives two threads through chosen interleavings of these operations and checks that what each returns is
 * what some sequential order would have returned.
 */
@Param(name = "lease", gen = IntGen.class, conf = "0:1")
public class LeaseLinearizabilityTest {
    private final Pool pool = new Pool(LeastBacklogPolicy::new, PoolSettings.DEFAULTS, () -> 0);
    private final Worker worker = pool.register(WorkerAddress.parse("http://w:80"));
    private final List<Lease> leases;

    public LeaseLinearizabilityTest() {
        pool.connected(worker, Resume.EMPTY);
        leases = Stream.generate(() -> Objects.requireNonNull(pool.acquire("a")))
                .limit(2)
                .toList();
    }

    @Operation
    public boolean close(@Param(name = "lease") int lease) {
        return leases.get(lease).close(Outcome.SUCCEEDED);
    }

    @Operation
    public boolean acquireAndKeep() {
        return pool.acquire("a") != null;
    }

    @Operation
    public int backlog() {
        return pool.status().backlog();
    }

    @Operation
    public void leave() {
        pool.unregister(worker);
    }

    @Test
    void operationsAreLinearizable() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(0)
                .actorsPerThread(3)
                .actorsAfter(1)
                .iterations(30)
                .invocationsPerIteration(300)
                .check(getClass());
    }
}
