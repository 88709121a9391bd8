package org.resumelb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** The workers of a pool, and what happens to them. Guarded by the pool's lock. */
final class Members {
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final Ejections ejections = new Ejections();
    private final Placement placement;

    /** By name. A worker that has left stays until its last lease ends. */
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    /** Workers that were members until now. */
    private final List<Worker> left = new ArrayList<>();

    /** Workers that hand their classes over. */
    private final Set<Worker> leaving = new HashSet<>();

    /** When the first of them has nothing left to hand over. */
    private long firstDrainedNanos;

    Members(PoolContext context, ServingGroup main, ServingGroup canary) {
        this.context = context;
        this.main = main;
        this.canary = canary;
        placement = new Placement(context, main, canary, ejections);
    }

    Collection<Worker> all() {
        return Collections.unmodifiableCollection(workers.values());
    }

    Worker enter(WorkerAddress address) {
        Worker worker = workers.computeIfAbsent(address.name(), name -> new Worker(address, context));
        worker.enter();
        return worker;
    }

    /** Discovery reports a worker. */
    void report(Worker worker, WorkerAddress address) {
        worker.withdrawn(false);
        worker.address(address);
        placement.changed(worker);
    }

    /** Discovery no longer reports a worker. */
    void withdraw(Worker worker) {
        if (worker.isMember()) {
            worker.withdrawn(true);
            placement.changed(worker);
        }
    }

    /** A worker was reached and showed its résumé. */
    void connect(Worker worker, Resume resume) {
        if (!worker.isMember()) {
            return;
        }
        if (!worker.isConnected()) {
            // It may have been restarted, or mended.
            ejections.readmit(worker, "it is connected again", context.nanoTime());
        }
        worker.connected(true);
        placement.changed(worker);
        worker.reportedInFlight(resume.inFlight(), context.balancers() > 1);
        worker.replaceSkills(
                new LinkedHashMap<>(resume.skills()), context.settings().maxClasses());
        tell(worker, policy -> policy.relearn(worker));
    }

    /** A worker was lost. */
    void disconnect(Worker worker) {
        worker.connected(false);
        placement.changed(worker);
    }

    void learn(Worker worker, Map<String, Skill> changed) {
        worker.addSkills(changed, context.settings().maxClasses());
        tell(worker, policy -> policy.learn(worker, changed));
    }

    void load(Worker worker, int inFlight) {
        worker.reportedInFlight(inFlight, context.balancers() > 1);
        tell(worker, policy -> policy.reported(worker));
    }

    void forget(String requestClass) {
        all().forEach(worker -> worker.forget(requestClass));
        main.policy().forget(requestClass);
        canary.policy().forget(requestClass);
    }

    void forgetAll() {
        for (Worker worker : all()) {
            worker.replaceSkills(new LinkedHashMap<>(), context.settings().maxClasses());
            tell(worker, policy -> policy.relearn(worker));
        }
        main.policy().forgetAll();
        canary.policy().forgetAll();
    }

    private static void tell(Worker worker, Consumer<Policy> news) {
        ServingGroup group = worker.group();
        if (group != null) {
            news.accept(group.policy());
        }
    }

    void leave(Worker worker) {
        worker.leave();
        ejections.forget(worker, context.nanoTime());
        drain(worker, false);
        left.add(worker);
    }

    void dropIfGone(Worker worker) {
        if (!worker.isMember() && worker.backlog() == 0) {
            workers.remove(worker.name(), worker);
        }
    }

    /** The version that serves; {@code null} if none was determined. */
    @Nullable
    String version() {
        return placement.version();
    }

    Ejections ejections() {
        return ejections;
    }

    /** Begins or ends draining. */
    void drain(Worker worker, boolean draining) {
        worker.draining(draining);
        handOver(worker, null);
    }

    /** Hands a worker's classes over during a period of time, after which it is drained; immediately if that is 0. */
    void drain(Worker worker, int seconds) {
        if (worker.isDraining() || seconds == 0) {
            drain(worker, true);
        } else {
            handOver(worker, Handover.of(context.nanoTime(), seconds));
        }
    }

    /** Drains or undrains a worker by name; returns whether there is one. */
    boolean drain(String name, boolean draining) {
        return ifMember(name, worker -> drain(worker, draining));
    }

    /** Drains a worker by name over a period of time; returns whether there is one. */
    boolean drain(String name, int seconds) {
        return ifMember(name, worker -> drain(worker, seconds));
    }

    private boolean ifMember(String name, Consumer<Worker> change) {
        Worker worker = workers.get(name);
        boolean isMember = worker != null && worker.isMember();
        if (isMember) {
            change.accept(worker);
        }
        return isMember;
    }

    private void handOver(Worker worker, @Nullable Handover handover) {
        worker.handover(handover);
        placement.changed(worker);
        ejections.readmit(worker, "it is drained", context.nanoTime());
        if (handover == null) {
            leaving.remove(worker);
        } else {
            isLeaving(worker, handover);
        }
    }

    private void isLeaving(Worker worker, Handover handover) {
        long drainedNanos = handover.startNanos() + handover.durationNanos();
        boolean isFirst = leaving.isEmpty() || drainedNanos - firstDrainedNanos < 0;
        firstDrainedNanos = isFirst ? drainedNanos : firstDrainedNanos;
        leaving.add(worker);
    }

    /** The pool's settings have changed. */
    void settingsChanged() {
        placement.settingsChanged();
    }

    /** Does what has become due. */
    void tick() {
        if (leaving.isEmpty() && !ejections.any()) {
            return;
        }
        long now = context.nanoTime();
        ejections.readmitDue(now).forEach(placement::changed);
        drainDue(now);
    }

    private void drainDue(long now) {
        if (leaving.isEmpty() || now - firstDrainedNanos < 0) {
            return;
        }
        List<Worker> handingOver = List.copyOf(leaving);
        leaving.clear();
        for (Worker worker : handingOver) {
            Handover handover = worker.handover();
            if (handover != null && handover.remainingNanos(now) > 0) {
                isLeaving(worker, handover);
            } else {
                drain(worker, true);
            }
        }
    }

    /** Judges a worker that failed a request. */
    void judge(Worker worker) {
        if (ejections.judge(worker, context.nanoTime())) {
            placement.changed(worker);
        }
    }

    /** Makes workers begin and stop serving according to their state; returns those that may serve others than before. */
    Collection<Worker> settle() {
        Collection<Worker> settled = placement.settle(workers.values());
        left.forEach(this::dropIfGone);
        left.clear();
        return settled;
    }
}
