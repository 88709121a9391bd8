package org.resumelb.jcstress;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.resumelb.pool.Lease;

/** A worker is lost and comes back while the request that it serves ends and another waits: that one is granted once. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "the one that waited has the place")
@State
public class WorkerLeaves {
    private final OnePlace place = new OnePlace();
    private final Lease lease = Objects.requireNonNull(place.acquire());
    private final OnePlace.Fate fate = new OnePlace.Fate();

    /** Made by jcstress. */
    public WorkerLeaves() {
        var unused = place.await("class", fate);
    }

    /** The worker is lost and found. */
    @Actor
    public void returns() {
        place.pool.disconnected(place.worker);
        place.pool.connected(place.worker, org.resumelb.resume.Resume.EMPTY);
    }

    /** Its request ends. */
    @Actor
    public void ends() {
        boolean unused = lease.close(org.resumelb.pool.Outcome.SUCCEEDED);
    }

    /** What the other was told, what is under way, and who waits. */
    @Arbiter
    public void count(III_Result result) {
        result.r1 = fate.told();
        result.r2 = place.backlog();
        result.r3 = place.waiting();
    }
}
