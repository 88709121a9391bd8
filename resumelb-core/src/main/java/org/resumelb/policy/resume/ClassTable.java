package org.resumelb.policy.resume;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes that are remembered, a bounded number: the least recently used one is dropped first. Not thread-safe. */
final class ClassTable {
    private static final int SWEPT_AT_ONCE = 1_000;

    private final PoolMeans means;

    private final Map<String, ClassState> states = new HashMap<>();

    // Least and most recently used, the ends of a list linked through the states themselves.
    private @Nullable ClassState oldest;
    private @Nullable ClassState newest;

    private @Nullable ClassState nextToSweep;
    private int sweptFor;

    /** In the present round. */
    private int leftToSweep;

    ClassTable(PoolMeans means) {
        this.means = means;
    }

    /** The state of a class, or a new, empty one. Changes nothing. */
    ClassState look(String name) {
        ClassState known = states.get(name);
        return known == null ? new ClassState(name, means) : known;
    }

    /** The state of a class, remembered from now on, and dropped last. */
    ClassState use(String name, int maxClasses) {
        return use(look(name), maxClasses);
    }

    /** Remembers what {@link #look} returned, to be dropped last. */
    ClassState use(ClassState state, int maxClasses) {
        if (state != newest) {
            if (states.putIfAbsent(state.name, state) != null) {
                unlink(state);
            }
            append(state);
            while (states.size() > maxClasses && oldest != null) {
                forget(oldest.name);
            }
        }
        return state;
    }

    private void append(ClassState state) {
        state.older = newest;
        if (newest == null) {
            oldest = state;
        } else {
            newest.newer = state;
        }
        newest = state;
    }

    private void unlink(ClassState state) {
        if (state == nextToSweep) {
            nextToSweep = state.newer;
        }
        if (state.older == null) {
            oldest = state.newer;
        } else {
            state.older.newer = state.newer;
        }
        if (state.newer == null) {
            newest = state.older;
        } else {
            state.newer.older = state.older;
        }
        state.older = null;
        state.newer = null;
    }

    void forget(String name) {
        ClassState state = states.remove(name);
        if (state != null) {
            unlink(state);
            forgotten(state);
        }
    }

    private static void forgotten(ClassState state) {
        ClassDetail detail = state.detail();
        if (detail != null) {
            detail.forgotten();
        }
    }

    void forgetAll() {
        for (ClassState state : states.values()) {
            forgotten(state);
            // One that a request still uses must not keep all others.
            state.older = null;
            state.newer = null;
        }
        states.clear();
        oldest = null;
        newest = null;
        nextToSweep = null;
    }

    /**
     * Lets further classes forget the replicas on workers that no longer serve, as many as take no noticeable time. A class
     * that is used does so anyway; this is for the others, which would keep what is known about such workers from being
     * collected.
     */
    void sweep(int membership) {
        // A round is finished though workers come and go: beginning again each time might never reach the end. Nor
        // does it last longer than the classes that there were: those used meanwhile move to the end again and again.
        if (leftToSweep == 0 && sweptFor != membership) {
            sweptFor = membership;
            nextToSweep = oldest;
            leftToSweep = states.size();
        }
        for (int i = Math.min(SWEPT_AT_ONCE, leftToSweep); i > 0 && nextToSweep != null; i--) {
            nextToSweep.forgetGone(membership);
            nextToSweep = nextToSweep.newer;
            leftToSweep--;
        }
        leftToSweep = nextToSweep == null ? 0 : leftToSweep;
    }

    int size() {
        return states.size();
    }
}
