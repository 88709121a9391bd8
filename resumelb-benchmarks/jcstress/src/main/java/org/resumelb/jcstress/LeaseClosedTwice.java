package org.resumelb.jcstress;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.resumelb.pool.Lease;

/** Two threads end the same lease: one of them does, and the backlog falls once. */
@JCStressTest
@Outcome(id = "true, false, 0", expect = Expect.ACCEPTABLE, desc = "the first ended it")
@Outcome(id = "false, true, 0", expect = Expect.ACCEPTABLE, desc = "the second ended it")
@State
public class LeaseClosedTwice {
    private final OnePlace place = new OnePlace();
    private final Lease lease = Objects.requireNonNull(place.acquire());

    /** Made by jcstress. */
    public LeaseClosedTwice() {}

    /** Ends it as one that succeeded. */
    @Actor
    public void succeeds(ZZI_Result result) {
        result.r1 = lease.close(org.resumelb.pool.Outcome.SUCCEEDED);
    }

    /** Ends it as one that was given up. */
    @Actor
    public void aborts(ZZI_Result result) {
        result.r2 = lease.close(org.resumelb.pool.Outcome.ABORTED);
    }

    /** What is left. */
    @Arbiter
    public void count(ZZI_Result result) {
        result.r3 = place.backlog();
    }
}
