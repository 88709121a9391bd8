package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/** {@code resume}, of which each choice is compared with that of the literal rule. */
final class CheckedPolicy implements Policy {
    private static final double ROUNDING = 1e-9;

    private final ResumePolicy policy;
    private final ReferenceChoice reference;
    private final int[] compared;

    /**
     * Makes one.
     *
     * @param compared counts the choices that left something to choose
     */
    CheckedPolicy(PoolView pool, int[] compared) {
        policy = new ResumePolicy(pool);
        reference = new ReferenceChoice(pool, policy);
        this.compared = compared;
    }

    @Override
    public @Nullable Choice choose(PoolRequest request, Candidates candidates) {
        WorkerQueue expected = reference.choose(request, candidates);
        Choice chosen = policy.choose(request, candidates);
        List<WorkerQueue> all = policy.queues.all();
        if (expected == null) {
            boolean nobody = all.stream().noneMatch(queue -> candidates.admits(queue.worker));
            assertEquals(nobody, chosen == null, "anyone who may get it");
            return chosen;
        }
        assertTrue(chosen != null && candidates.admits(chosen.worker()));
        if (chosen.worker() == expected.worker) {
            double regret = reference.regret(request, candidates, expected);
            double ours = ((Assignment) chosen).regretMillis();
            assertEquals(regret, ours, ROUNDING * Math.max(1, Math.abs(regret)));
        } else {
            assertSameCost(request, candidates, expected.worker, chosen.worker());
        }
        compared[0] += all.size() > 1 ? 1 : 0;
        return chosen;
    }

    /** Sums in another order may differ in the last digit, which decides between equals only. */
    private void assertSameCost(PoolRequest request, Candidates candidates, Worker expected, Worker chosen) {
        Explanation explanation = policy.explain(request, candidates);
        double there = cost(explanation, expected);
        assertEquals(
                there, cost(explanation, chosen), ROUNDING * there, () -> expected + " by the rule: " + explanation);
    }

    private static double cost(Explanation explanation, Worker worker) {
        return explanation.candidates().stream()
                .filter(candidate -> candidate.worker().equals(worker.name()))
                .mapToDouble(Explanation.Candidate::score)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public Explanation explain(PoolRequest request, Candidates candidates) {
        Choice chosen = choose(request, candidates);
        Explanation explanation = policy.explain(request, candidates);
        if (chosen == null) {
            assertNull(explanation.worker());
        } else {
            assertEquals(chosen.worker().name(), explanation.worker());
        }
        return explanation;
    }

    @Override
    public Choice assign(PoolRequest request, Worker worker) {
        Choice choice = policy.assign(request, worker);
        assertSame(worker, choice.worker());
        return choice;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public void join(Worker worker) {
        policy.join(worker);
    }

    @Override
    public void leave(Worker worker) {
        policy.leave(worker);
    }

    @Override
    public void relearn(Worker worker) {
        policy.relearn(worker);
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        policy.learn(worker, changed);
    }

    @Override
    public boolean hasRoom(Choice choice) {
        return policy.hasRoom(choice);
    }

    @Override
    public boolean hasRoom(PoolRequest request, Worker worker) {
        boolean room = policy.hasRoom(request, worker);
        assertEquals(policy.hasRoom(policy.assign(request, worker)), room);
        return room;
    }

    @Override
    public void held(Choice choice) {
        policy.held(choice);
    }

    @Override
    public void unheld(Choice choice) {
        policy.unheld(choice);
    }

    @Override
    public void acquired(Lease lease) {
        policy.acquired(lease);
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        policy.released(lease, outcome, report);
    }

    @Override
    public void detached(Lease lease) {
        policy.detached(lease);
    }

    @Override
    public void tick() {
        policy.tick();
    }

    @Override
    public void forget(String requestClass) {
        policy.forget(requestClass);
    }

    @Override
    public void forgetAll() {
        policy.forgetAll();
    }

    @Override
    public int classes() {
        return policy.classes();
    }
}
