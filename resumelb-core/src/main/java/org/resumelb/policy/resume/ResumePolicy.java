package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.Selection;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * The worker on which a request costs least, as {@link Pricing} says. Candidates are the workers that serve the class
 * already, and the first few of the class's rendezvous order that do not.
 *
 * <p>A request costs the same whatever the number of workers and classes: of many replicas only some are weighed, each
 * time others, and the rendezvous order is kept until the pool's membership or the class's replicas change.
 */
public final class ResumePolicy implements Policy {
    public static final String NAME = "resume";

    private static final double FAILURE_PENALTY = 2;

    /** A request open for so many times what requests take on average, but not less than the time below, is open for long. */
    private static final double OVERDUE_TIMES = 8;

    private static final double MIN_OVERDUE_MILLIS = 250;

    /** Workers beyond the candidates that are looked at when none of those may get a request. */
    private static final int OTHERS_TRIED = 16;

    private final PoolView pool;
    final PoolMeans means;
    private final Pricing pricing;
    final ClassTable classes;
    final WorkerQueues queues = new WorkerQueues();

    public ResumePolicy(PoolView pool) {
        this.pool = pool;
        means = new PoolMeans(() -> pool.settings().resume());
        pricing = new Pricing(means);
        classes = new ClassTable(means);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void join(Worker worker) {
        queues.join(worker);
        learn(worker, worker.skills());
    }

    @Override
    public void leave(Worker worker) {
        WorkerQueue queue = queues.leave(worker);
        if (queue != null) {
            means.held(-queue.heldRequests());
            queue.clearHeld();
            classes.forEach(state -> state.forEachReplicaSet(replicas -> replicas.removeOn(queue)));
        }
    }

    @Override
    public void relearn(Worker worker) {
        learn(worker, worker.skills());
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        WorkerQueue queue = queues.of(worker);
        if (queue != null) {
            changed.forEach((name, skill) -> learn(queue, name, skill));
        }
    }

    private void learn(WorkerQueue queue, String name, Skill skill) {
        ClassState state = classes.use(name, pool.settings().maxClasses());
        state.costs.reported(skill.millis(), skill.missMillis());
        if (!state.isSplit()) {
            ReplicaSet replicas = state.whole();
            Replica replica = replicas.replicaOn(queue);
            if (replica == null) {
                if (replicas.size() == 0) {
                    replicas.settle(queues.membership());
                }
                replica = replicas.add(queue);
            }
            replica.reported(skill);
        }
    }

    @Override
    public @Nullable Choice choose(PoolRequest request, Candidates candidates) {
        if (queues.isEmpty()) {
            return null;
        }
        ClassState state = classes.look(request.requestClass());
        ReplicaSet replicas = state.replicas(request.contentHash());
        WorkerQueue chosen = choose(replicas, candidates);
        return chosen == null ? null : assign(state, replicas, chosen, request.contentHash());
    }

    private @Nullable WorkerQueue choose(ReplicaSet replicas, Candidates candidates) {
        WorkerQueue newOwner = replicas.newOwner(queues.all(), queues.membership());
        // A new worker takes over classes one by one, so that not all it does at first is slow.
        if (newOwner != null && newOwner.isIdle() && candidates.admits(newOwner.worker)) {
            return newOwner;
        }
        return cheapest(replicas, candidates);
    }

    @Override
    public Choice assign(PoolRequest request, Worker worker) {
        ClassState state = classes.look(request.requestClass());
        return assign(state, state.replicas(request.contentHash()), queues.serving(worker), request.contentHash());
    }

    private Assignment assign(ClassState state, ReplicaSet replicas, WorkerQueue queue, int contentHash) {
        Replica replica = replicas.replicaOn(queue);
        double lost = replica == null ? state.costs.coldMillis() : replica.lostMillis();
        double expected = state.expectedMillis(state.costs.warmMillis() + lost, pool.nanoTime());
        return new Assignment(state, replicas, queue, contentHash, expected);
    }

    @Override
    public boolean hasRoom(Choice choice) {
        Assignment assignment = (Assignment) choice;
        WorkerQueue queue = assignment.queue;
        int part = (means.concurrency.limit() + pool.balancers() - 1) / pool.balancers();
        return queue.occupied(assignment.replicas.replicaOn(queue)) < part;
    }

    @Override
    public Selection selection(PoolRequest request, Choice choice) {
        Assignment assignment = (Assignment) choice;
        if (assignment.replicas.replicaOn(assignment.queue) != null) {
            return Selection.HOME;
        }
        return assignment.replicas.size() == 0 ? Selection.UNSKILLED : Selection.RECRUIT;
    }

    @Override
    public void held(Choice choice) {
        Assignment assignment = (Assignment) choice;
        assignment.queue.hold(assignment);
        means.held(1);
    }

    @Override
    public void unheld(Choice choice) {
        Assignment assignment = (Assignment) choice;
        assignment.queue.unhold(assignment);
        means.held(-1);
    }

    private int count(ResumeParameter parameter) {
        return pool.settings().resume().count(parameter);
    }

    private @Nullable WorkerQueue cheapest(ReplicaSet replicas, Candidates candidates) {
        pricing.begin(replicas, queues.size(), pool.balancers() > 1);
        WorkerQueue best = null;
        double bestCost = Double.POSITIVE_INFINITY;
        int weighed = Math.min(replicas.size(), count(ResumeParameter.REPLICAS_WEIGHED));
        int first = weighed < replicas.size() ? replicas.turn() : 0;
        for (int i = 0; i < weighed; i++) {
            int rank = (first + i) % replicas.size();
            Replica replica = replicas.replica(rank);
            double cost = pricing.of(replica, rank);
            if (cost < bestCost && candidates.admits(replica.queue.worker)) {
                best = replica.queue;
                bestCost = cost;
            }
        }
        double leastFresh = pricing.leastFresh(replicas.costs.coldMillis(), replicas.size());
        if (bestCost <= leastFresh) {
            return best;
        }
        boolean only = best == null;
        boolean bestMayLearn = true;
        for (WorkerQueue queue : fresh(replicas)) {
            double cost = leastFresh + pricing.of(queue, replicas);
            boolean mayLearn = queue.mayLearn();
            // Whoever may learn goes before whoever may not, who counts only when there is nobody else.
            boolean better = mayLearn == bestMayLearn ? cost < bestCost : mayLearn || best == null;
            if (better && (mayLearn || only) && candidates.admits(queue.worker)) {
                best = queue;
                bestCost = cost;
                bestMayLearn = mayLearn;
            }
        }
        return best == null ? queues.someOf(OTHERS_TRIED, candidates) : best;
    }

    private WorkerQueue[] fresh(ReplicaSet replicas) {
        return replicas.fresh(queues.all(), queues.membership(), count(ResumeParameter.FRESH_WORKERS));
    }

    @Override
    public void acquired(Lease lease) {
        Assignment assignment = (Assignment) lease.choice();
        WorkerQueue queue = assignment.queue;
        ClassState state = classes.use(assignment.state, pool.settings().maxClasses());
        ReplicaSet replicas = assignment.replicas;
        Replica replica = replicaFor(replicas, queue);
        replicas.used(means.now());
        means.begin(queues.size());
        assignment.begin(replica, lease.startNanos(), state.begin(assignment));
        queue.begin(assignment);
        queues.turn();
    }

    private Replica replicaFor(ReplicaSet replicas, WorkerQueue queue) {
        WorkerQueue newOwner = replicas.newOwner(queues.all(), queues.membership());
        Replica replica = replicas.replicaOn(queue);
        if (replica == null) {
            replica = queue == newOwner ? replicas.handOver(queue) : replicas.add(queue);
            replica.beginToLearn();
        }
        if (newOwner == null || queue == newOwner) {
            replicas.settle(queues.membership());
        }
        return replica;
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        if (!(lease.choice() instanceof Assignment assignment) || !isOwn(assignment)) {
            // Another policy chose, perhaps a former one of this kind.
            return;
        }
        long now = pool.nanoTime();
        Replica replica = Objects.requireNonNull(assignment.replica());
        WorkerQueue queue = assignment.queue;
        means.end();
        assignment.state.end();
        queue.end(assignment, now);
        queues.ended(queue);
        replica.endToLearn();
        double taken = (now - lease.startNanos()) / 1e6;
        if (outcome == Outcome.SUCCEEDED) {
            means.concurrency.ended(assignment.place(), taken, Measured.serviceMillis(taken, report));
            queue.sawSlowdown(taken / assignment.expectedMillis());
        }
        if (outcome != Outcome.ABORTED) {
            Measured measured = Measured.of(taken, inTurnMillis(assignment, now), report);
            served(
                    assignment,
                    replica,
                    outcome == Outcome.SUCCEEDED ? measured : measured.failed(penalty(outcome, assignment)),
                    outcome);
        }
    }

    /** What a request that got nothing useful takes at least, since to be quick is no merit of it. */
    private static double penalty(Outcome outcome, Assignment assignment) {
        return (outcome.isFailure() ? FAILURE_PENALTY : 1) * assignment.expectedMillis();
    }

    private boolean isOwn(Assignment assignment) {
        return assignment.state.costs.pool() == means;
    }

    private double inTurnMillis(Assignment assignment, long now) {
        return (now - assignment.queue.turnNanos(assignment, means.concurrency.threads())) / 1e6;
    }

    private void served(Assignment assignment, Replica replica, Measured measured, Outcome outcome) {
        ClassState state = assignment.state;
        ClassCosts costs = state.costs;
        double millis = measured.millis();
        if (outcome == Outcome.SUCCEEDED) {
            measureAffinity(assignment, replica, millis);
        }
        costs.served(millis, replica.isSetUp() ? replica.toldMillis() : Double.NaN);
        double lost = measured.lostMillis(costs.warmMillis());
        if (replica.isSetUp() || assignment.isFamiliar()) {
            means.contestedMillis.add(lost, means.now());
        }
        replica.served(lost);
        means.workMillis.add(millis, means.now());
        state.served(assignment, millis, lost, queues.size());
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

    @Override
    public void tick() {
        double longMillis = Math.max(MIN_OVERDUE_MILLIS, OVERDUE_TIMES * (means.coldMillis() + means.warmOrGuess()));
        long since = pool.nanoTime() - TimeUnit.MICROSECONDS.toNanos((long) (1000 * longMillis));
        queues.all().forEach(queue -> queue.findOverdue(since));
    }

    @Override
    public void forget(String requestClass) {
        classes.forget(requestClass);
    }

    @Override
    public void forgetAll() {
        classes.forgetAll();
        means.forget();
    }

    @Override
    public Affinity affinity() {
        return means.affinity.affinity();
    }

    @Override
    public int classesWithoutGain() {
        return means.withoutGain();
    }

    @Override
    public int classes() {
        return classes.size();
    }

    @Override
    public Explanation explain(PoolRequest request, Candidates candidates) {
        String name = request.requestClass();
        if (queues.isEmpty()) {
            return new Explanation(name, NAME, null, "no worker serves", List.of());
        }
        ClassState state = classes.look(name);
        ReplicaSet replicas = state.replicas(request.contentHash());
        WorkerQueue chosen = choose(replicas, candidates);
        pricing.begin(replicas, queues.size(), pool.balancers() > 1);
        List<Candidate> weighed = new ArrayList<>();
        for (int rank = 0; rank < replicas.size(); rank++) {
            Replica replica = replicas.replica(rank);
            weighed.add(candidate(replica.queue, pricing.of(replica, rank), chosen, candidates));
        }
        double leastFresh = pricing.leastFresh(replicas.costs.coldMillis(), replicas.size());
        for (WorkerQueue queue : fresh(replicas)) {
            weighed.add(candidate(queue, leastFresh + pricing.of(queue, replicas), chosen, candidates));
        }
        Affinity affinity =
                state.detail() == null ? Affinity.UNKNOWN : state.detail().affinity();
        return new Explanation(
                name, NAME, chosen == null ? null : chosen.worker.name(), reason(replicas, chosen), weighed, affinity);
    }

    private String reason(ReplicaSet replicas, @Nullable WorkerQueue chosen) {
        if (chosen == null) {
            return "no worker that may get it has room";
        }
        boolean takesOver = chosen == replicas.newOwner(queues.all(), queues.membership()) && chosen.isIdle();
        return takesOver
                ? "a new worker that is idle takes over a class that would have begun with it"
                : "least expected cost in milliseconds: wait, time lost while not warm, price of a replica";
    }

    private static Candidate candidate(
            WorkerQueue queue, double cost, @Nullable WorkerQueue chosen, Candidates candidates) {
        Worker worker = queue.worker;
        String verdict = queue == chosen ? "chosen" : candidates.admits(worker) ? "costs more" : "may not get it now";
        return new Candidate(worker.name(), cost, worker.backlog(), worker.meanBacklog(), verdict);
    }
}
