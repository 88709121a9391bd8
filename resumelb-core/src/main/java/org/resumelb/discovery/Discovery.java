package org.resumelb.discovery;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * A source of membership. Each report replaces the previous one as a whole.
 *
 * <p>Reports arrive one at a time, on any thread; a listener must not block. A source that cannot be reached still
 * starts: it reports what it knows, and reports again when it learns more.
 */
public interface Discovery extends AutoCloseable {
    /** Starts reporting to the listener; called once. */
    void start(Consumer<Collection<WorkerAddress>> listener);

    /** Whether the source currently knows who the workers are. May be called on any thread. */
    default DiscoveryState state() {
        return DiscoveryState.OK;
    }

    /** Stops reporting. A report already under way may still arrive. */
    @Override
    void close();
}
