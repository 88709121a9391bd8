package org.resumelb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/**
 * Operations that involve both membership and the dispatch of requests: a change of members moves requests, and the end
 * of a request may eject a worker. Thread-safe, except for methods that say otherwise.
 */
final class Operations {
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final Members members;
    private final Dispatcher dispatcher;
    private final Guard guard;
    private final Listeners listeners;

    @SuppressWarnings("this-escape") // The dispatcher only keeps it.
    Operations(PoolContext context, Policy.Factory policy, Guard guard, Listeners listeners) {
        this.context = context;
        this.guard = guard;
        this.listeners = listeners;
        main = new ServingGroup(policy, context);
        canary = new ServingGroup(policy, context);
        members = new Members(context, main, canary);
        dispatcher = new Dispatcher(this, context, main, canary);
    }

    Members members() {
        return members;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Listeners listeners() {
        return listeners;
    }

    /** The number of serving workers. Guarded by the lock. */
    int servingWorkers() {
        return main.servingWorkers() + canary.servingWorkers();
    }

    /** Whether any worker other than these serves. Guarded by the lock. */
    boolean servesBesides(Set<Worker> excluded) {
        return servingWorkers()
                > excluded.stream().filter(worker -> worker.group() != null).count();
    }

    /** Changes the policy. */
    void policy(Policy.Factory newPolicy) {
        guard.cause(effects -> {
            main.policy(newPolicy, members.all());
            canary.policy(newPolicy, members.all());
            dispatcher.rearrange(members.all(), effects);
        });
    }

    /** Changes the settings. */
    void settings(PoolSettings newSettings) {
        guard.cause(effects -> {
            context.settings(newSettings);
            members.settingsChanged();
            settle(effects);
            dispatcher.rearrange(members.all(), effects);
        });
    }

    /** Does what is due by now. Guarded by the lock. */
    void passTime(Effects effects) {
        members.tick();
        settle(effects);
    }

    /** Makes a change of members. */
    void change(Runnable change) {
        ask(() -> {
            change.run();
            return true;
        });
    }

    /** Makes a change of members that returns a value. */
    <T> T ask(Supplier<T> change) {
        return guard.ask(effects -> {
            T result = change.get();
            settle(effects);
            return result;
        });
    }

    /** Opens a lease if the request does not have to wait. */
    @Nullable
    Lease acquire(PoolRequest request) {
        Lease lease = guard.<@Nullable Lease>ask(effects -> {
            passTime(effects);
            return dispatcher.acquire(request);
        });
        if (lease != null) {
            listeners.selected(lease);
        }
        return lease;
    }

    /** Returns whether the request was still waiting. */
    boolean cancel(Waiter waiter) {
        return guard.read(() -> dispatcher.leave(waiter));
    }

    /**
     * Ends a lease and gives its room away. Returns whether this call ended it; a caller that gets {@code false} sees
     * the effects as well.
     */
    boolean release(Lease lease, Outcome outcome, Report report) {
        boolean ended = guard.ask(effects -> !lease.isClosed() && end(lease, outcome, report, effects));
        if (ended) {
            listeners.ended(lease, outcome);
        }
        return ended;
    }

    private boolean end(Lease lease, Outcome outcome, Report report, Effects effects) {
        dispatcher.close(lease, outcome, report);
        boolean doubtful = outcome.isFailure() || outcome == Outcome.NOT_FOUND;
        if (doubtful) {
            members.judge(lease.worker());
            settle(effects);
        }
        dispatcher.serve(lease.worker(), effects);
        members.dropIfGone(lease.worker());
        return true;
    }

    /** Releases the connection of an open request. */
    void detach(Lease lease) {
        guard.cause(effects -> dispatcher.detach(lease, effects));
    }

    /** Makes workers begin and stop serving after a change, and moves the requests that wait for them. */
    private void settle(Effects effects) {
        String before = members.version();
        Collection<Worker> settled = members.settle();
        if (!settled.isEmpty()) {
            dispatcher.rearrange(settled, effects);
        }
        String now = members.version();
        if (!Objects.equals(before, now)) {
            VersionSwitch made = new VersionSwitch(before, now, main.servingWorkers());
            effects.add(() -> listeners.switched(made));
        }
        tellHealth(effects);
    }

    private void tellHealth(Effects effects) {
        for (HealthChange news : members.ejections().takeNews()) {
            effects.add(() -> listeners.changed(news));
        }
    }

    /** The present state of the pool. Guarded by the lock. */
    PoolStatus status() {
        long now = context.nanoTime();
        List<PoolStatus.WorkerStatus> shown = new ArrayList<>();
        members.all().stream().filter(Worker::isMember).forEach(worker -> shown.add(worker.status(now)));
        @Nullable String version = context.settings().singleVersion() ? members.version() : null;
        return new PoolStatus(
                main.policy().name(),
                version,
                main.backlog().count() + canary.backlog().count(),
                main.backlog().mean() + canary.backlog().mean(),
                main.policy().classes() + canary.policy().classes(),
                main.policy().affinity(),
                main.policy().classesWithoutGain() + canary.policy().classesWithoutGain(),
                main.policy().concurrency(),
                members.ejections().count(),
                dispatcher.room().size(),
                TimeUnit.NANOSECONDS.toMillis(now - dispatcher.room().oldestNanos(now)),
                shown);
    }
}
