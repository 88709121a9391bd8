package org.resumelb.jcstress;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Waiter;

/** A request gives up waiting while room is made for it: it gets a lease or it gave up, never both, and nothing waits. */
@JCStressTest
@Outcome(id = "1, 0, 0, 0", expect = Expect.ACCEPTABLE, desc = "it gave up in time")
@Outcome(id = "0, 1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it was granted before")
@State
public class WaiterCancelledOrGranted {
    private final OnePlace place = new OnePlace();
    private final Lease lease = Objects.requireNonNull(place.acquire());
    private final OnePlace.Fate fate = new OnePlace.Fate();
    private final Waiter waiter = place.await("class", fate);

    /** Made by jcstress. */
    public WaiterCancelledOrGranted() {}

    /** Makes room. */
    @Actor
    public void ends() {
        boolean unused = lease.close(org.resumelb.pool.Outcome.SUCCEEDED);
    }

    /** Gives up. */
    @Actor
    public void cancels(IIII_Result result) {
        result.r1 = waiter.cancel() ? 1 : 0;
    }

    /** What it was told, what is under way, and who waits. */
    @Arbiter
    public void count(IIII_Result result) {
        result.r2 = fate.told();
        result.r3 = place.backlog();
        result.r4 = place.waiting();
    }
}
