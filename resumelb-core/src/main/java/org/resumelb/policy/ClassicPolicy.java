package org.resumelb.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.Selection;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * The exact rules of Jim Fulton's zc.resumelb: among the skilled workers whose mean backlog is not far above the
 * pool's, the one with the highest score per request in flight. If there is none, the least recently used worker is
 * recruited and gets a provisional skill. Requests that the worker has in flight for other load balancers count as
 * well.
 */
public final class ClassicPolicy implements Policy {
    static final String NAME = "classic";

    private final PoolView pool;
    private final UsageOrder order = new UsageOrder();
    private final SkillTable skills = new SkillTable();

    public ClassicPolicy(PoolView pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void join(Worker worker) {
        order.addFirst(worker);
        learn(worker, worker.skills());
    }

    @Override
    public void leave(Worker worker) {
        order.remove(worker);
        skills.remove(worker);
    }

    @Override
    public void relearn(Worker worker) {
        skills.remove(worker);
        learn(worker, worker.skills());
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        int maxClasses = pool.settings().maxClasses();
        changed.forEach((requestClass, skill) -> skills.put(worker, requestClass, skill.score(), maxClasses));
    }

    @Override
    public void full(Worker worker, boolean isFull) {
        order.available(worker, !isFull);
    }

    @Override
    public @Nullable Choice choose(PoolRequest request, Candidates candidates) {
        return pick(skills.skilledAt(request.requestClass()), candidates);
    }

    private @Nullable Worker pick(Map<Worker, Double> skilled, Candidates candidates) {
        if (order.isEmpty()) {
            return null;
        }
        Worker best = bestOf(skilled, candidates);
        return best == null ? order.first(candidates) : best;
    }

    private @Nullable Worker bestOf(Map<Worker, Double> skilled, Candidates candidates) {
        double bound = backlogBound();
        Worker best = null;
        double bestWorth = 0;
        for (Map.Entry<Worker, Double> entry : skilled.entrySet()) {
            Worker worker = entry.getKey();
            double worth = entry.getValue() / Math.max(worker.backlog() + worker.othersBacklog(), 1);
            if (within(worker, bound) && candidates.admits(worker) && beats(worker, worth, best, bestWorth)) {
                best = worker;
                bestWorth = worth;
            }
        }
        return best;
    }

    private double backlogBound() {
        double share = pool.settings().variance() * pool.meanBacklog() / pool.servingWorkers();
        return Math.max(share, 1);
    }

    private boolean within(Worker worker, double bound) {
        double floor = order.first().meanBacklog() + 1;
        return worker.meanBacklog() - floor <= bound;
    }

    private boolean beats(Worker worker, double worth, @Nullable Worker best, double bestWorth) {
        if (best == null) {
            return true;
        }
        return worth > bestWorth || (worth == bestWorth && order.place(worker) < order.place(best));
    }

    @Override
    public Selection selection(PoolRequest request, Choice choice) {
        Map<Worker, Double> skilled = skills.skilledAt(request.requestClass());
        if (skilled.containsKey(choice.worker())) {
            return Selection.HOME;
        }
        return skilled.isEmpty() ? Selection.UNSKILLED : Selection.RECRUIT;
    }

    @Override
    public void acquired(Lease lease) {
        Worker worker = lease.worker();
        order.used(worker);
        skills.used(lease.requestClass());
        if (!skills.isSkilled(worker, lease.requestClass())) {
            PoolSettings settings = pool.settings();
            skills.put(worker, lease.requestClass(), settings.unskilledScore(), settings.maxClasses());
        }
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        // The classic rules look at backlogs only, which the pool keeps.
    }

    @Override
    public void forget(String requestClass) {
        skills.forget(requestClass);
    }

    @Override
    public int classes() {
        return skills.classes();
    }

    @Override
    public Explanation explain(PoolRequest request, Candidates admitted) {
        String requestClass = request.requestClass();
        if (order.isEmpty()) {
            return new Explanation(requestClass, NAME, null, "no worker serves", List.of());
        }
        double bound = backlogBound();
        Map<Worker, Double> skilled = skills.skilledAt(requestClass);
        Worker best = bestOf(skilled, admitted);
        Worker chosen = pick(skilled, admitted);
        List<Candidate> candidates = skilled.entrySet().stream()
                .map(entry -> candidate(entry.getKey(), entry.getValue(), bound, best))
                .sorted(Comparator.comparing(Candidate::score).reversed().thenComparing(Candidate::worker))
                .toList();
        String reason = best != null
                ? "greatest score per request in hand"
                : chosen != null ? recruiting(candidates) : "no worker that may get it has room";
        return new Explanation(requestClass, NAME, chosen == null ? null : chosen.name(), reason, candidates);
    }

    private static String recruiting(List<Candidate> candidates) {
        String why = candidates.isEmpty() ? "no worker is skilled" : "every skilled worker is too busy";
        return why + ": the least recently used worker is recruited";
    }

    private Candidate candidate(Worker worker, double score, double bound, @Nullable Worker chosen) {
        String verdict =
                worker == chosen ? "chosen" : within(worker, bound) ? "less score per request in hand" : "too busy";
        return new Candidate(worker.name(), score, worker.backlog(), worker.meanBacklog(), verdict, null);
    }
}
