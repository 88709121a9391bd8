package org.resumelb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** The workers of a pool, and which of them serve in which group. Guarded by the pool's lock. */
final class Members {
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final VersionQuorum quorum = new VersionQuorum();
    private final Ejections ejections = new Ejections();

    /** By name. A worker that has left stays until its last lease ends. */
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    private final Set<Worker> leaving = new HashSet<>();

    /** When the first of them has nothing left to hand over. */
    private long firstDrainedNanos;

    Members(PoolContext context, ServingGroup main, ServingGroup canary) {
        this.context = context;
        this.main = main;
        this.canary = canary;
    }

    Collection<Worker> all() {
        return Collections.unmodifiableCollection(workers.values());
    }

    Worker enter(WorkerAddress address) {
        Worker worker = workers.computeIfAbsent(address.name(), name -> new Worker(address, context));
        worker.enter();
        return worker;
    }

    /** Discovery reports a worker; returns whether this may change who serves. */
    boolean report(Worker worker, WorkerAddress address) {
        boolean changed = worker.isWithdrawn() || !Objects.equals(worker.version(), address.version());
        worker.withdrawn(false);
        worker.address(address);
        return changed;
    }

    /** Discovery no longer reports a worker; returns whether this is a change. */
    boolean withdraw(Worker worker) {
        boolean changed = worker.isMember() && !worker.isWithdrawn();
        if (changed) {
            worker.withdrawn(true);
        }
        return changed;
    }

    /** A worker was reached and showed its résumé; returns whether it was disconnected before. */
    boolean connect(Worker worker, Resume resume) {
        if (!worker.isMember()) {
            return false;
        }
        boolean first = !worker.isConnected();
        worker.connected(true);
        if (first) {
            // It may have been restarted, or mended.
            ejections.readmit(worker, "it is connected again", context.nanoTime());
        }
        worker.reportedInFlight(resume.inFlight(), context.balancers() > 1);
        worker.replaceSkills(
                new LinkedHashMap<>(resume.skills()), context.settings().maxClasses());
        tell(worker, policy -> policy.relearn(worker));
        return first;
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
    }

    /** Whether any worker other than these serves. */
    boolean serveBesides(Set<Worker> excluded) {
        return workers.values().stream().anyMatch(worker -> worker.group() != null && !excluded.contains(worker));
    }

    void dropIfGone(Worker worker) {
        if (!worker.isMember() && worker.backlog() == 0) {
            workers.remove(worker.name(), worker);
        }
    }

    /** The version that serves; {@code null} if none was determined. */
    @Nullable
    String version() {
        return quorum.version();
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

    /** Does what has become due; returns whether this changes who serves. */
    boolean tick() {
        if (leaving.isEmpty() && !ejections.any()) {
            return false;
        }
        long now = context.nanoTime();
        boolean changed = ejections.readmitDue(workers.values(), now);
        return drainDue(now) || changed;
    }

    private boolean drainDue(long now) {
        if (leaving.isEmpty() || now - firstDrainedNanos < 0) {
            return false;
        }
        List<Worker> handingOver = List.copyOf(leaving);
        leaving.clear();
        boolean changed = false;
        for (Worker worker : handingOver) {
            Handover handover = worker.handover();
            if (handover != null && handover.remainingNanos(now) > 0) {
                isLeaving(worker, handover);
            } else {
                drain(worker, true);
                changed = true;
            }
        }
        return changed;
    }

    /** Makes workers begin and stop serving according to their state; returns whether one began. */
    boolean reconcile() {
        Map<Worker, ServingGroup> shall = groups();
        workers.values().forEach(worker -> worker.home(shall.get(worker)));
        for (ServingGroup group : List.of(main, canary)) {
            ejections.compare(atHome(group), group.peers(), context.nanoTime());
        }
        shall.keySet().removeIf(worker -> worker.health().isEjected());
        workers.values().forEach(worker -> {
            if (worker.group() != null && worker.group() != shall.get(worker)) {
                worker.group().leave(worker);
            }
        });
        boolean joined = false;
        for (Map.Entry<Worker, ServingGroup> place : shall.entrySet()) {
            if (place.getKey().group() == null) {
                place.getValue().join(place.getKey());
                joined = true;
            }
        }
        List.copyOf(workers.values()).forEach(this::dropIfGone);
        return joined;
    }

    private List<Worker> atHome(ServingGroup group) {
        return workers.values().stream()
                .filter(worker -> worker.home() == group && worker.handover() == null)
                .toList();
    }

    /** Which workers could serve, and in which group, in the order in which they became known. */
    private Map<Worker, ServingGroup> groups() {
        List<Worker> able =
                new ArrayList<>(workers.values().stream().filter(Worker::isAble).toList());
        Map<Worker, ServingGroup> groups = new LinkedHashMap<>();
        if (!context.settings().singleVersion()) {
            quorum.forget();
            able.forEach(worker -> groups.put(worker, main));
            return groups;
        }
        quorum.count(able);
        String newer = context.settings().canary() > 0 ? quorum.candidate(able).orElse(null) : null;
        for (Worker worker : able) {
            if (quorum.serves(worker)) {
                groups.put(worker, main);
            } else if (VersionQuorum.versionOf(worker).equals(newer)) {
                groups.put(worker, canary);
            }
        }
        return groups;
    }
}
