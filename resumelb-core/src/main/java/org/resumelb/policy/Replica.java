package org.resumelb.policy;

import org.resumelb.pool.ResumeParameter;
import org.resumelb.resume.Skill;

/** One worker's part in one placement: how warm it is. Times are in milliseconds. Not thread-safe. */
final class Replica {
    private static final double WEIGHT = 0.1;

    /** Share of the cold time below which a replica is warm. */
    private static final double WARM = 0.15;

    final Placement placement;
    final Backend backend;
    final long weight;

    private double lostMillis;
    private double toldMillis = Double.NaN;
    private double setupMillis;
    private boolean setUp;
    private boolean learning;
    private int requests;
    private double usedAt;

    /** A cold one. */
    Replica(Placement placement, Backend backend, double now) {
        this.placement = placement;
        this.backend = backend;
        this.weight = Rendezvous.weight(placement.hash, backend);
        this.lostMillis = placement.traits.coldMillis();
        this.usedAt = now;
    }

    /** How much longer than a warm one a request is expected to take. */
    double lostMillis() {
        return lostMillis;
    }

    /** What the worker said that requests lose there lately; NaN if it does not say. */
    double toldMillis() {
        return toldMillis;
    }

    /** The first request of a class goes to a worker that did not have it. */
    void beginToLearn() {
        learning = true;
        backend.learns();
    }

    /** A request ended; the first that does is the end of learning. */
    void endToLearn() {
        if (learning) {
            learning = false;
            backend.hasLearnt();
        }
    }

    /** How long it was not used. */
    double idle(double now) {
        return now - usedAt;
    }

    void used(double now) {
        usedAt = now;
    }

    /** Takes over what the worker says; it is right about what it measured, and knows of other load balancers. */
    void reported(Skill skill) {
        if (!Double.isNaN(skill.missMillis())) {
            lostMillis = skill.missMillis();
            toldMillis = lostMillis;
        } else if (!Double.isNaN(skill.meanMillis())) {
            double lost = Math.max(0, skill.meanMillis() - placement.traits.warmMillis());
            // The worker's times may include waiting for others; ours do not.
            lostMillis = requests == 0 ? lost : Math.min(lostMillis, lost);
        }
        if (requests == 0) {
            requests = (int) Math.min(setupRequests(), skill.requests());
            setUp = requests >= setupRequests();
        }
    }

    /** Whether no request was served yet. */
    boolean isCold() {
        return requests == 0;
    }

    private int setupRequests() {
        return (int) Math.round(placement.traits.pool().setting(ResumeParameter.SETUP_REQUESTS));
    }

    /** Whether it was warm once. */
    boolean isSetUp() {
        return setUp;
    }

    /** A request lost this much time. */
    void served(double lost) {
        Traits traits = placement.traits;
        if (requests == 0) {
            traits.sawCold(lost);
        }
        requests++;
        lostMillis += (lost - lostMillis) * Math.max(WEIGHT, 1.0 / requests);
        if (!setUp) {
            setupMillis += lost;
            setUp = requests >= setupRequests() || lostMillis < WARM * traits.coldMillis();
            if (setUp) {
                traits.sawSetup(setupMillis);
            }
        }
    }
}
