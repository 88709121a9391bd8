package org.resumelb.pool;

import java.util.function.Consumer;

/**
 * The listeners of a pool; none until they are set. Thread-safe; listeners are called without the pool's lock. An
 * exception of an observer does not affect the request.
 */
final class Listeners {
    private final Outbox outbox;
    private volatile Consumer<VersionSwitch> onVersionSwitch = change -> {};
    private volatile Consumer<HealthChange> onHealthChange = change -> {};
    private volatile PoolObserver observer = PoolObserver.NONE;

    /** Creates listeners whose exceptions are reported like others that the outbox catches. */
    Listeners(Outbox outbox) {
        this.outbox = outbox;
    }

    void onVersionSwitch(Consumer<VersionSwitch> listener) {
        onVersionSwitch = listener;
    }

    void onHealthChange(Consumer<HealthChange> listener) {
        onHealthChange = listener;
    }

    synchronized void observer(PoolObserver newObserver) {
        observer = observer == PoolObserver.NONE ? newObserver : new TwoObservers(observer, newObserver);
    }

    void switched(VersionSwitch change) {
        onVersionSwitch.accept(change);
    }

    void changed(HealthChange change) {
        onHealthChange.accept(change);
    }

    void selected(Lease lease) {
        try {
            observer.selected(lease);
        } catch (RuntimeException | Error failure) {
            outbox.failed(failure);
        }
    }

    void ended(Lease lease, Outcome outcome) {
        try {
            observer.ended(lease, outcome, lease.takenNanos());
        } catch (RuntimeException | Error failure) {
            outbox.failed(failure);
        }
    }

    void refused(PoolObserver.Refusal reason) {
        try {
            observer.refused(reason);
        } catch (RuntimeException | Error failure) {
            outbox.failed(failure);
        }
    }
}
