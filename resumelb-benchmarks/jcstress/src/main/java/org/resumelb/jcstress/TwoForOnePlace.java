package org.resumelb.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.resumelb.pool.Lease;

/** Two requests of different classes come at once for one place, and end as soon as they have it: each is told once. */
@JCStressTest
@Outcome(id = "1, 1, 0, 0", expect = Expect.ACCEPTABLE, desc = "both were served, one after the other")
@State
public class TwoForOnePlace {
    private final OnePlace place = new OnePlace();
    private final OnePlace.Fate first = new OnePlace.Fate();
    private final OnePlace.Fate second = new OnePlace.Fate();

    /** Made by jcstress. */
    public TwoForOnePlace() {}

    /** Asks for the place. */
    @Actor
    public void asksFirst() {
        var unused = place.await("first", first);
        end(first);
    }

    /** Asks for the place as well. */
    @Actor
    public void asksSecond() {
        var unused = place.await("second", second);
        end(second);
    }

    private static void end(OnePlace.Fate fate) {
        Lease lease = fate.lease();
        if (lease != null) {
            boolean unused = lease.close(org.resumelb.pool.Outcome.SUCCEEDED);
        }
    }

    /** What they were told, what is under way when both have ended, and who waits. */
    @Arbiter
    public void count(IIII_Result result) {
        end(first);
        end(second);
        result.r1 = first.told();
        result.r2 = second.told();
        result.r3 = place.backlog();
        result.r4 = place.waiting();
    }
}
