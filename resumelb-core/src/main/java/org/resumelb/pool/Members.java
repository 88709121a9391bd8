package org.resumelb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/** The workers of a pool, and who of them serves where. Guarded by the pool's lock. */
final class Members {
    private final LongSupplier nanoClock;
    private final Supplier<PoolSettings> settings;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final VersionQuorum quorum = new VersionQuorum();
    private final Ejections ejections = new Ejections();

    /** By name. A worker that has left stays until its last lease ends. */
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    private final Set<Worker> full = new HashSet<>();
    private final Set<Worker> leaving = new HashSet<>();

    Members(Supplier<PoolSettings> settings, ServingGroup main, ServingGroup canary, LongSupplier nanoClock) {
        this.settings = settings;
        this.main = main;
        this.canary = canary;
        this.nanoClock = nanoClock;
    }

    Collection<Worker> all() {
        return Collections.unmodifiableCollection(workers.values());
    }

    Worker enter(WorkerAddress address) {
        Worker worker = workers.computeIfAbsent(address.name(), name -> new Worker(address, nanoClock));
        worker.member = true;
        return worker;
    }

    @Nullable
    Worker member(String name) {
        Worker worker = workers.get(name);
        return worker != null && worker.member ? worker : null;
    }

    void leave(Worker worker) {
        worker.member = false;
        worker.connected = false;
        worker.withdrawn = false;
        ejections.forget(worker, nanoClock.getAsLong());
        drain(worker, false);
    }

    void dropIfGone(Worker worker) {
        if (!worker.member && worker.backlog() == 0) {
            workers.remove(worker.name(), worker);
        }
    }

    /** The version that serves; {@code null} when none was counted. */
    @Nullable
    String version() {
        return quorum.version();
    }

    Ejections ejections() {
        return ejections;
    }

    /** Begins or ends draining. */
    void drain(Worker worker, boolean draining) {
        worker.draining = draining;
        handOver(worker, null);
    }

    /** Lets a worker's classes leave it, or stay again with {@code null}. */
    void handOver(Worker worker, @Nullable Handover handover) {
        worker.handover = handover;
        ejections.readmit(worker, "it is drained", nanoClock.getAsLong());
        if (handover == null) {
            leaving.remove(worker);
        } else {
            leaving.add(worker);
        }
    }

    /** Notes whether a worker has a connection left. */
    void full(Worker worker, boolean isFull) {
        if (isFull) {
            full.add(worker);
        } else {
            full.remove(worker);
        }
    }

    boolean anyFull() {
        return !full.isEmpty();
    }

    boolean isFull(Worker worker) {
        return full.contains(worker);
    }

    /** The workers that a request must not get: those that failed it, those that are full, those that its class left. */
    Set<Worker> closedTo(String requestClass, Set<Worker> excluded) {
        if (full.isEmpty() && leaving.isEmpty()) {
            return excluded;
        }
        Set<Worker> closed = new HashSet<>(excluded);
        closed.addAll(full);
        for (Worker worker : leaving) {
            Handover handover = worker.handover;
            boolean keeps = handover != null
                    && worker.skills().containsKey(requestClass)
                    && handover.keeps(requestClass, nanoClock.getAsLong());
            if (!keeps) {
                closed.add(worker);
            }
        }
        return closed;
    }

    /** Does what became due with time; returns whether that changes who serves. */
    boolean tick() {
        if (leaving.isEmpty() && !ejections.any()) {
            return false;
        }
        long now = nanoClock.getAsLong();
        boolean changed = ejections.readmitDue(workers.values(), now);
        for (Worker worker : List.copyOf(leaving)) {
            if (worker.handover == null || worker.handover.remainingNanos(now) == 0) {
                drain(worker, true);
                changed = true;
            }
        }
        return changed;
    }

    /** Lets workers begin and cease to serve as their state demands; returns whether one began. */
    boolean reconcile() {
        Map<Worker, ServingGroup> shall = groups();
        workers.values().forEach(worker -> worker.home = shall.get(worker));
        for (ServingGroup group : List.of(main, canary)) {
            ejections.compare(atHome(group), group.peers(), nanoClock.getAsLong());
        }
        shall.keySet().removeIf(worker -> worker.health.isEjected());
        workers.values().forEach(worker -> {
            if (worker.group != null && worker.group != shall.get(worker)) {
                worker.group.leave(worker);
            }
        });
        boolean joined = false;
        for (Map.Entry<Worker, ServingGroup> place : shall.entrySet()) {
            if (place.getKey().group == null) {
                place.getValue().join(place.getKey());
                joined = true;
            }
        }
        List.copyOf(workers.values()).forEach(this::dropIfGone);
        return joined;
    }

    private List<Worker> atHome(ServingGroup group) {
        return workers.values().stream()
                .filter(worker -> worker.home == group && worker.handover == null)
                .toList();
    }

    /** Who could serve, and in which group; in the order in which workers became known. */
    private Map<Worker, ServingGroup> groups() {
        List<Worker> able =
                new ArrayList<>(workers.values().stream().filter(Worker::isAble).toList());
        Map<Worker, ServingGroup> groups = new LinkedHashMap<>();
        if (!settings.get().singleVersion()) {
            quorum.forget();
            able.forEach(worker -> groups.put(worker, main));
            return groups;
        }
        quorum.count(able);
        String newer = settings.get().canary() > 0 ? quorum.candidate(able).orElse(null) : null;
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
