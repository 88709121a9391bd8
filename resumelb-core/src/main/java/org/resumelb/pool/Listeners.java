package org.resumelb.pool;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.LeaseBook.Freed;

/** Whom the pool tells of what happened, after it has given its lock up. Immutable. */
record Listeners(
        Runnable available, Runnable room, Consumer<VersionSwitch> versionSwitch, Consumer<HealthChange> healthChange) {
    static final Listeners NONE = new Listeners(() -> {}, () -> {}, change -> {}, change -> {});

    Listeners withAvailable(Runnable listener) {
        return new Listeners(listener, room, versionSwitch, healthChange);
    }

    Listeners withRoom(Runnable listener) {
        return new Listeners(available, listener, versionSwitch, healthChange);
    }

    Listeners withVersionSwitch(Consumer<VersionSwitch> listener) {
        return new Listeners(available, room, listener, healthChange);
    }

    Listeners withHealthChange(Consumer<HealthChange> listener) {
        return new Listeners(available, room, versionSwitch, listener);
    }

    void tell(Effects effects) {
        if (effects.switched != null) {
            versionSwitch.accept(effects.switched);
        }
        effects.health.forEach(healthChange);
        switch (effects.freed) {
            case ALL -> available.run();
            case SOME -> room.run();
            case NONE -> {}
        }
    }

    /** What happened while the lock was held. */
    record Effects(Freed freed, @Nullable VersionSwitch switched, List<HealthChange> health) {}
}
