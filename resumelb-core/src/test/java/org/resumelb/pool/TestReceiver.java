package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, for tests on one thread. */
final class TestReceiver implements Receiver {
    @Nullable
    Waiter waiter;

    final List<Lease> leases = new ArrayList<>();
    int refusals;

    @Override
    public void granted(Lease lease) {
        leases.add(lease);
    }

    @Override
    public void refused() {
        refusals++;
    }

    boolean waits() {
        return leases.isEmpty() && refusals == 0;
    }

    boolean isGranted() {
        return leases.size() == 1 && refusals == 0;
    }

    boolean isRefused() {
        return leases.isEmpty() && refusals == 1;
    }

    Lease lease() {
        assertEquals(1, leases.size());
        return leases.get(0);
    }

    Worker worker() {
        return lease().worker();
    }

    void end() {
        lease().close(Outcome.SUCCEEDED);
    }

    boolean cancel() {
        return Objects.requireNonNull(waiter).cancel();
    }
}
