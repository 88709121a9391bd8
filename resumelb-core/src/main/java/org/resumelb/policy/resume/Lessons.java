package org.resumelb.policy.resume;

import org.jspecify.annotations.Nullable;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Outcome;
import org.resumelb.resume.Report;

/** Learns from requests that ended: about their class, their worker, and the pool. Not thread-safe. */
final class Lessons {
    private static final double FAILURE_PENALTY = 2;

    private final PoolMeans means;

    Lessons(PoolMeans means) {
        this.means = means;
    }

    /** A request to one of this many workers ended. */
    void ended(Assignment assignment, Outcome outcome, Report report, long nowNanos, int workers) {
        double taken = (nowNanos - assignment.sentNanos()) / 1e6;
        Replica replica = assignment.replica();
        if (outcome == Outcome.SUCCEEDED && !assignment.isOvertaken()) {
            means.concurrency.ended(assignment.place(), taken, Measured.serviceMillis(taken, report));
            assignment.queue.sawSlowdown(taken / Math.max(PoolMeans.MIN_MILLIS, assignment.expectedMillis()));
        }
        if (outcome != Outcome.ABORTED && replica != null) {
            Measured measured = Measured.of(taken, inTurnMillis(assignment, nowNanos), report);
            boolean succeeded = outcome == Outcome.SUCCEEDED;
            if (succeeded) {
                measureAffinity(assignment, replica, measured.millis());
            }
            served(assignment, replica, succeeded ? measured : measured.failed(penalty(outcome, assignment)), workers);
        }
    }

    private double inTurnMillis(Assignment assignment, long nowNanos) {
        return (nowNanos - assignment.queue.turnNanos(assignment, means.concurrency.threads())) / 1e6;
    }

    /** The least time charged for a request that got nothing useful, since answering it quickly is no merit. */
    private static double penalty(Outcome outcome, Assignment assignment) {
        return (outcome.isFailure() ? FAILURE_PENALTY : 1) * assignment.expectedMillis();
    }

    private void served(Assignment assignment, Replica replica, Measured measured, int workers) {
        ClassState state = assignment.state;
        ClassCosts costs = state.costs;
        double millis = measured.millis();
        costs.served(millis, replica.isSetUp() ? replica.toldMillis() : Double.NaN);
        double lost = measured.lostMillis(costs.warmMillis());
        if (replica.isSetUp() || assignment.isFamiliar()) {
            means.contestedMillis.add(lost, means.now());
            assignment.queue.contestedMillis.add(lost, means.now());
            means.knownMillis.add(millis, means.now());
        }
        replica.served(lost);
        means.workMillis.add(millis, means.now());
        assignment.queue.workMillis.add(millis, means.now());
        state.served(assignment, millis, lost, workers);
    }

    private void measureAffinity(Assignment assignment, Replica replica, double millis) {
        ClassState state = assignment.state;
        if (!state.costs.isMeanKnown()) {
            // Nothing can be said of it yet.
            state.first(millis);
            return;
        }
        double mean = state.costs.meanMillis(millis);
        ClassDetail detail = state.detail();
        if (replica.isCold()) {
            sawCold(detail, millis / mean);
        } else if (assignment.repetition() != Repetition.NONE) {
            means.affinity.repeated(assignment.repetition(), millis / mean);
            if (detail != null) {
                detail.sawRepeated(assignment.repetition(), millis / mean);
            }
        }
        if (detail != null && state.hasFirst()) {
            sawCold(detail, state.takeFirstMillis() / mean);
        }
    }

    private void sawCold(@Nullable ClassDetail detail, double time) {
        means.affinity.cold(time);
        if (detail != null) {
            detail.sawCold(time);
        }
    }
}
