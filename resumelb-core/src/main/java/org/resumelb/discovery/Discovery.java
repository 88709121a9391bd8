package org.resumelb.discovery;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * A source of membership. Each report replaces the one before it as a whole.
 *
 * <p>Reports come one at a time, on any thread; a listener must not block. A source that cannot be reached does not
 * fail to start: it reports what it knows, and again when it knows better.
 */
public interface Discovery extends AutoCloseable {
    /** Starts reporting to the listener; called once. */
    void start(Consumer<Collection<WorkerAddress>> listener);

    /** Whether it can tell now who the workers are. Called by any thread. */
    default DiscoveryState state() {
        return DiscoveryState.OK;
    }

    /** Stops reporting. A report under way may still arrive. */
    @Override
    void close();
}
