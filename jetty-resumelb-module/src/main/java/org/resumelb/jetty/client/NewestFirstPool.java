package org.resumelb.jetty.client;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Pool;
import org.jspecify.annotations.Nullable;

/**
 * A pool whose idle entries are a stack: the one released last is taken first, without looking at any other. Jetty's own
 * pool scans all entries from the oldest, most of which are in use on a busy load balancer. What is used least stays at
 * the bottom, where it becomes idle for long enough to be closed.
 *
 * <p>Thread-safe under its monitor, in which no other code is called.
 */
final class NewestFirstPool<P> implements Pool<P> {
    private final int maxSize;

    // Guarded by this.
    private final Deque<Slot> idle = new ArrayDeque<>();
    private final Set<Slot> all = new HashSet<>();
    private boolean terminated;

    NewestFirstPool(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    @SuppressWarnings("NullAway") // Null means that there is no room, as in Jetty's own.
    public synchronized Entry<P> reserve() {
        if (terminated || all.size() >= maxSize) {
            return null;
        }
        Slot slot = new Slot();
        all.add(slot);
        return slot;
    }

    @Override
    @SuppressWarnings("NullAway") // Null means that none is idle, as in Jetty's own.
    public synchronized Entry<P> acquire() {
        Slot slot = idle.pollFirst();
        if (slot != null) {
            slot.state = State.IN_USE;
        }
        return slot;
    }

    @Override
    public synchronized boolean isTerminated() {
        return terminated;
    }

    @Override
    public synchronized Collection<Entry<P>> terminate() {
        terminated = true;
        List<Entry<P>> left = List.copyOf(all);
        all.forEach(slot -> slot.state = State.GONE);
        all.clear();
        idle.clear();
        return left;
    }

    @Override
    public synchronized int size() {
        return all.size();
    }

    @Override
    public int getMaxSize() {
        return maxSize;
    }

    @Override
    public synchronized Stream<Entry<P>> stream() {
        return List.<Entry<P>>copyOf(all).stream();
    }

    private enum State {
        RESERVED,
        IDLE,
        IN_USE,
        GONE
    }

    /** One entry; all of it is guarded by the pool's monitor. */
    private final class Slot implements Entry<P> {
        private State state = State.RESERVED;
        private @Nullable P pooled;

        @Override
        public boolean enable(P value, boolean acquire) {
            synchronized (NewestFirstPool.this) {
                if (state == State.GONE) {
                    return false;
                }
                if (state != State.RESERVED) {
                    throw new IllegalStateException("state " + state + " (expected: RESERVED)");
                }
                pooled = value;
                state = acquire ? State.IN_USE : State.IDLE;
                if (!acquire) {
                    idle.addFirst(this);
                }
                return true;
            }
        }

        @Override
        @SuppressWarnings("NullAway") // Null until enabled, as in Jetty's own.
        public P getPooled() {
            synchronized (NewestFirstPool.this) {
                return pooled;
            }
        }

        @Override
        public boolean release() {
            synchronized (NewestFirstPool.this) {
                if (state != State.IN_USE) {
                    return false;
                }
                state = State.IDLE;
                idle.addFirst(this);
                return true;
            }
        }

        @Override
        public boolean remove() {
            synchronized (NewestFirstPool.this) {
                if (state == State.IDLE) {
                    idle.removeFirstOccurrence(this);
                }
                state = State.GONE;
                return all.remove(this);
            }
        }

        private boolean is(State asked) {
            synchronized (NewestFirstPool.this) {
                return state == asked;
            }
        }

        @Override
        public boolean isReserved() {
            return is(State.RESERVED);
        }

        @Override
        public boolean isIdle() {
            return is(State.IDLE);
        }

        @Override
        public boolean isInUse() {
            return is(State.IN_USE);
        }

        @Override
        public boolean isTerminated() {
            return is(State.GONE);
        }
    }
}
