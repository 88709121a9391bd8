package org.resumelb.jetty.metrics;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest events. Thread-safe. */
final class EventLog {
    private static final int MAX_EVENTS = 500;

    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long lastId;

    synchronized void add(long epochMillis, String kind, @Nullable String worker, String text) {
        if (events.size() == MAX_EVENTS) {
            events.removeFirst();
        }
        events.addLast(new Event(++lastId, epochMillis, kind, worker, text));
    }

    /** Events with a greater id, oldest first. */
    synchronized List<Event> after(long id) {
        return events.stream().filter(event -> event.id() > id).toList();
    }
}
