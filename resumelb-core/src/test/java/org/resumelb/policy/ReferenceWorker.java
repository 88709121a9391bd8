package org.resumelb.policy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker in the reference, from its first registration until it has left and its last request has ended. */
final class ReferenceWorker {
    final String name;

    @Nullable
    String version;

    boolean registered;
    boolean connected;
    boolean draining;
    final ReferenceBacklog backlog = new ReferenceBacklog();

    /** What the worker says of itself. */
    Map<String, Double> resume = new HashMap<>();

    /** That, and what it was recruited for since. */
    Map<String, Double> skills = new HashMap<>();

    ReferenceWorker(String name) {
        this.name = name;
    }
}
