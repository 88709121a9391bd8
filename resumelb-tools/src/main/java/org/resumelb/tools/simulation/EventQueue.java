package org.resumelb.tools.simulation;

import java.util.Arrays;

/** Virtual time, in nanoseconds from 0, and what is still to happen: a binary heap. Not thread-safe. */
final class EventQueue {
    private long[] instants = new long[1024];
    private Event[] events = new Event[1024];
    private int size;
    private long now;

    long now() {
        return now;
    }

    /** Lets something happen at an instant, which must not be past. */
    void at(long instantNanos, Event event) {
        if (instantNanos < now) {
            throw new IllegalArgumentException("instant: " + instantNanos + " (expected: not before " + now + ")");
        }
        if (size == instants.length) {
            instants = Arrays.copyOf(instants, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && instants[(hole - 1) / 2] > instantNanos) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(hole, instantNanos, event);
    }

    void after(long delayNanos, Event event) {
        at(now + delayNanos, event);
    }

    /** Lets the next thing happen. */
    boolean advance() {
        if (size == 0) {
            return false;
        }
        now = instants[0];
        Event next = events[0];
        size--;
        sink(instants[size], events[size]);
        next.happen();
        return true;
    }

    private void sink(long instant, Event event) {
        int hole = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && instants[child + 1] < instants[child]) {
                child++;
            }
            if (instants[child] >= instant) {
                break;
            }
            move(child, hole);
            hole = child;
            child = 2 * hole + 1;
        }
        put(hole, instant, event);
    }

    private void move(int from, int to) {
        instants[to] = instants[from];
        events[to] = events[from];
    }

    private void put(int place, long instant, Event event) {
        instants[place] = instant;
        events[place] = event;
    }
}
