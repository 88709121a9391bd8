package org.resumelb.policy.resume;

import org.resumelb.pool.ResumeParameter;
import org.resumelb.resume.Skill;

/** One worker of a replica set: how warm it is for the class. Times are in milliseconds. Not thread-safe. */
final class Replica {
    private static final double WEIGHT = 0.1;

    /** Share of the cold time below which a replica is warm. */
    private static final double WARM = 0.15;

    final ReplicaSet replicas;
    final WorkerQueue queue;
    /** Where its worker stands in the class's order. */
    final long distance;

    private final int joined;

    private double lostMillis;
    private double toldMillis = Double.NaN;
    private double setupMillis;
    private boolean setUp;
    private boolean learning;
    private int requests;
    private int overdue;
    private long remembered = -1;

    /** A cold one. */
    Replica(ReplicaSet replicas, WorkerQueue queue) {
        this.replicas = replicas;
        this.queue = queue;
        distance = WorkerRing.distance(replicas.hash, queue);
        joined = queue.joined();
        this.lostMillis = replicas.costs.coldMillis();
    }

    /** Whether the worker has served ever since. */
    boolean isServing() {
        return queue.joined() == joined;
    }

    /** How much longer than on a warm replica a request is expected to take. */
    double lostMillis() {
        if (remembered < 0) {
            return lostMillis;
        }
        // Of what this load balancer has not seen it believes who has served the class most. And who has served it
        // loses no more
        // than who has not, whatever the times were in which it did.
        double cold = replicas.costs.coldMillis();
        return Math.min(cold, Math.max(lostMillis, cold * (1 - replicas.shareRemembered(remembered))));
    }

    /** What requests recently lost there, as reported by the worker; NaN if it does not report. */
    double toldMillis() {
        return toldMillis;
    }

    /** The first request of a class goes to a worker that does not know it. */
    void beginToLearn() {
        learning = true;
        queue.learns();
    }

    /** A request ended; the first one ends learning. */
    void endToLearn() {
        if (learning) {
            learning = false;
            queue.hasLearnt();
        }
    }

    /** This many more of its requests have been open for a long time and were not overtaken; fewer if negative. */
    void countOverdue(int more) {
        overdue += more;
    }

    /** Its requests that have been open for a long time and were not overtaken. */
    int overdue() {
        return overdue;
    }

    /**
     * Adopts what the worker reports; the worker is right about what it measured, and knows about other load balancers.
     */
    void reported(Skill skill) {
        if (!Double.isNaN(skill.missMillis())) {
            lostMillis = skill.missMillis();
            toldMillis = lostMillis;
        } else if (!Double.isNaN(skill.meanMillis())) {
            double lost = Math.max(0, skill.meanMillis() - replicas.costs.warmMillis());
            // The worker's times may include waiting for others; ours do not.
            lostMillis = requests == 0 ? lost : Math.min(lostMillis, lost);
        }
        if (requests == 0 || remembered >= 0) {
            remembered = skill.requests();
            replicas.remembered(remembered);
            requests = (int) Math.min(setupRequests(), remembered);
            setUp = requests >= setupRequests();
        }
    }

    /** Whether it has served no request yet. */
    boolean isCold() {
        return requests == 0;
    }

    private int setupRequests() {
        return (int) Math.round(replicas.costs.pool().setting(ResumeParameter.SETUP_REQUESTS));
    }

    /** Whether it has ever been warm. */
    boolean isSetUp() {
        return setUp;
    }

    /** A request lost this much time. */
    void served(double lost) {
        ClassCosts costs = replicas.costs;
        if (requests == 0) {
            costs.sawCold(lost);
        }
        lostMillis = lostMillis();
        requests++;
        remembered = -1;
        lostMillis += (lost - lostMillis) * Math.max(WEIGHT, 1.0 / requests);
        if (!setUp) {
            setupMillis += lost;
            setUp = requests >= setupRequests() || lostMillis < WARM * costs.coldMillis();
            if (setUp) {
                costs.sawSetup(setupMillis);
            }
        }
    }
}
