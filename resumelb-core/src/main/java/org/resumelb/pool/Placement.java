package org.resumelb.pool;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which workers serve, and in which group. Only workers whose state changed are looked at, so that a worker comes and goes
 * in the same time whatever their number; all are when another version begins to serve. Guarded by the pool's lock.
 */
final class Placement {
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final Ejections ejections;
    private final VersionQuorum quorum = new VersionQuorum();

    /** Workers whose state changed since the last call of {@link #settle}, in the order in which they changed. */
    private final Set<Worker> changed = new LinkedHashSet<>();

    private boolean settingsChanged;

    Placement(PoolContext context, ServingGroup main, ServingGroup canary, Ejections ejections) {
        this.context = context;
        this.main = main;
        this.canary = canary;
        this.ejections = ejections;
    }

    /** The version that serves; {@code null} if none was determined. */
    @Nullable
    String version() {
        return quorum.version();
    }

    /** Whether a worker can serve, its version, its health or its handover changed. */
    void changed(Worker worker) {
        changed.add(worker);
    }

    /** Whether versions matter, or which of them may serve, may have changed. */
    void settingsChanged() {
        settingsChanged = true;
    }

    /**
     * Makes workers begin and stop serving according to their state.
     *
     * @param all all workers, in the order in which they became known
     * @return those that may serve other requests than before
     */
    Collection<Worker> settle(Collection<Worker> all) {
        if (changed.isEmpty() && !settingsChanged) {
            return List.of();
        }
        settingsChanged = false;
        changed.forEach(this::count);
        if (quorum.decide(context.settings())) {
            changed.clear();
            changed.addAll(all);
        }
        changed.forEach(this::home);
        for (ServingGroup group : List.of(main, canary)) {
            changed.addAll(ejections.readmitSurplus(group.peers(), context.nanoTime()));
        }
        List<Worker> settled = List.copyOf(changed);
        changed.clear();
        move(settled);
        return settled;
    }

    private void count(Worker worker) {
        String now = worker.isAble() ? versionOf(worker) : null;
        String before = worker.countedVersion();
        if (Objects.equals(before, now)) {
            return;
        }
        if (before != null) {
            quorum.remove(before);
        }
        if (now != null) {
            quorum.add(now);
        }
        worker.countedVersion(now);
    }

    private void home(Worker worker) {
        ServingGroup home = homeOf(worker);
        worker.home(home);
        worker.health().comparedWith(home == null || worker.handover() != null ? null : home.peers());
    }

    private @Nullable ServingGroup homeOf(Worker worker) {
        if (!worker.isAble()) {
            return null;
        }
        if (!context.settings().singleVersion() || versionOf(worker).equals(quorum.version())) {
            return main;
        }
        return versionOf(worker).equals(quorum.candidate()) ? canary : null;
    }

    private static void move(List<Worker> settled) {
        for (Worker worker : settled) {
            ServingGroup group = worker.group();
            if (group != null && group != groupOf(worker)) {
                group.leave(worker);
            }
        }
        for (Worker worker : settled) {
            ServingGroup shall = groupOf(worker);
            if (worker.group() == null && shall != null) {
                shall.join(worker);
            }
        }
    }

    private static @Nullable ServingGroup groupOf(Worker worker) {
        return worker.health().isEjected() ? null : worker.home();
    }

    private static String versionOf(Worker worker) {
        return Objects.requireNonNullElse(worker.version(), "");
    }
}
