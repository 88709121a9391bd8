package org.resumelb.policy.resume;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.Selection;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * Chooses the worker on which a request costs least, as {@link Pricing} computes and {@link Chooser} compares.
 *
 * <p>A choice takes the same time whatever the number of workers and classes: of many replicas only some are priced,
 * different ones each time, and the order of workers is kept until the pool's membership or the class's replicas change.
 */
public final class ResumePolicy implements Policy {
    public static final String NAME = "resume";

    private final PoolView pool;
    final PoolMeans means;
    final ClassTable classes;
    final WorkerQueues queues = new WorkerQueues();
    private final Chooser chooser;
    private final InFlightLimit inFlight;
    private final Lessons lessons;

    public ResumePolicy(PoolView pool) {
        this.pool = pool;
        means = new PoolMeans(() -> pool.settings().resume());
        classes = new ClassTable(means);
        chooser = new Chooser(pool, queues, means);
        inFlight = new InFlightLimit(pool, means);
        lessons = new Lessons(means);
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
            means.held(-queue.heldRequests(), -queue.heldWorkMillis());
            queue.clearHeld();
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
            ReplicaSet replicas = present(state.whole());
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
        ReplicaSet replicas = replicas(state, request);
        WorkerQueue chosen = chooser.choose(replicas, candidates);
        return chosen == null ? null : assign(state, replicas, chosen, request.contentHash(), chooser.regretMillis());
    }

    @Override
    public Choice assign(PoolRequest request, Worker worker) {
        ClassState state = classes.look(request.requestClass());
        return assign(state, replicas(state, request), queues.serving(worker), request.contentHash(), 0);
    }

    /** Where a request of a class is served. */
    ReplicaSet replicas(ClassState state, PoolRequest request) {
        return present(state.replicas(request.contentHash()));
    }

    /** The same, without the replicas on workers that have left since it was last used. */
    private ReplicaSet present(ReplicaSet replicas) {
        replicas.forgetGone(queues.membership());
        return replicas;
    }

    private Assignment assign(
            ClassState state, ReplicaSet replicas, WorkerQueue queue, int contentHash, double regretMillis) {
        Replica replica = replicas.replicaOn(queue);
        double lost = replica == null ? state.costs.coldMillis() : replica.lostMillis();
        double expected = state.expectedMillis(state.costs.warmMillis() + lost, pool.nanoTime());
        return new Assignment(state, replicas, queue, contentHash, expected, regretMillis);
    }

    @Override
    public boolean hasRoom(Choice choice) {
        Assignment assignment = (Assignment) choice;
        return inFlight.hasRoom(assignment.queue, present(assignment.replicas));
    }

    @Override
    public boolean hasRoom(PoolRequest request, Worker worker) {
        ClassState state = classes.look(request.requestClass());
        return inFlight.hasRoom(queues.serving(worker), replicas(state, request));
    }

    @Override
    public boolean hasFreePlace(Worker worker) {
        return queues.serving(worker).inHand() < means.concurrency.threads();
    }

    @Override
    public Selection selection(PoolRequest request, Choice choice) {
        Assignment assignment = (Assignment) choice;
        ReplicaSet replicas = present(assignment.replicas);
        if (replicas.replicaOn(assignment.queue) != null) {
            return Selection.HOME;
        }
        return replicas.size() == 0 ? Selection.UNSKILLED : Selection.RECRUIT;
    }

    @Override
    public void held(Choice choice) {
        Assignment assignment = (Assignment) choice;
        assignment.queue.hold(assignment);
        assignment.replicas.regret(assignment.regretMillis(), means.now());
        means.held(1, assignment.expectedMillis());
    }

    @Override
    public void unheld(Choice choice) {
        Assignment assignment = (Assignment) choice;
        assignment.queue.unhold(assignment);
        means.held(-1, -assignment.expectedMillis());
    }

    @Override
    public void acquired(Lease lease) {
        Assignment assignment = (Assignment) lease.choice();
        WorkerQueue queue = assignment.queue;
        ClassState state = classes.use(assignment.state, pool.settings().maxClasses());
        ReplicaSet replicas = present(assignment.replicas);
        Replica replica = replicaFor(replicas, queue);
        replicas.used(means.now());
        replicas.regret(assignment.regretMillis(), means.now());
        means.begin(queues.size(), assignment.aheadMillis());
        assignment.begin(replica, lease.startNanos(), state.begin(assignment));
        queue.begin(assignment);
        queues.turn();
    }

    private Replica replicaFor(ReplicaSet replicas, WorkerQueue queue) {
        WorkerQueue newOwner = replicas.newOwner(queues);
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
        if (!(lease.choice() instanceof Assignment assignment) || !isOwn(assignment) || assignment.hasEnded()) {
            // Another policy chose, perhaps a former one of this kind; or it became a tunnel.
            return;
        }
        long now = pool.nanoTime();
        Replica replica = Objects.requireNonNull(assignment.replica());
        WorkerQueue queue = assignment.queue;
        notAhead(assignment);
        assignment.end();
        queue.end(assignment, now);
        if (outcome == Outcome.SUCCEEDED) {
            assignment.state.answered(assignment);
            queue.answered(assignment, this::notAhead);
        }
        queues.ended(queue);
        replica.endToLearn();
        lessons.ended(assignment, outcome, report, now, queues.size());
    }

    /** A tunnel stays open, but is no work for which others wait. */
    @Override
    public void detached(Lease lease) {
        released(lease, Outcome.ABORTED, Report.NONE);
    }

    private void notAhead(Assignment assignment) {
        if (assignment.isAhead()) {
            means.end(assignment.aheadMillis());
        }
    }

    private boolean isOwn(Assignment assignment) {
        return assignment.state.costs.pool() == means;
    }

    @Override
    public void tick() {
        queues.findOverdue(pool.nanoTime(), means.coldMillis() + means.warmOrGuess(), this::notAhead);
        classes.sweep(queues.membership());
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
    public double concurrency() {
        return means.concurrency.value();
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
        return chooser.explain(NAME, state, replicas(state, request), candidates);
    }
}
