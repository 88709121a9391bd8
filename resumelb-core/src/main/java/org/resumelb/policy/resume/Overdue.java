package org.resumelb.policy.resume;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that have been open for a long time, as far as they tell how long others will take: those that nothing has
 * overtaken. A request that was sent later and has been answered shows that the older ones wait for something of their
 * own, as those that wait for news do. Not thread-safe.
 */
final class Overdue {
    /** Oldest first, but for a fraction of a second; {@code null} until there is one. */
    private @Nullable Set<Assignment> open;

    private boolean answered;

    /** When the request was sent that was sent last of those that have been answered. */
    private long answeredSentNanos;

    /** Adds a request, unless it was overtaken; returns whether it was not. */
    boolean add(Assignment request) {
        if (answered && request.sentNanos() - answeredSentNanos <= 0) {
            return false;
        }
        Set<Assignment> all = open;
        if (all == null) {
            all = new LinkedHashSet<>();
            open = all;
        }
        return all.add(request);
    }

    /** A request ended. */
    void remove(Assignment request) {
        if (open != null) {
            open.remove(request);
            release();
        }
    }

    /** A request was answered, so all that were sent before it are removed, and handed out. */
    void answered(Assignment request, Consumer<Assignment> overtaken) {
        if (!answered || request.sentNanos() - answeredSentNanos > 0) {
            answered = true;
            answeredSentNanos = request.sentNanos();
        }
        if (open == null) {
            return;
        }
        Iterator<Assignment> oldestFirst = open.iterator();
        while (oldestFirst.hasNext()) {
            Assignment next = oldestFirst.next();
            if (next.sentNanos() - answeredSentNanos > 0) {
                break;
            }
            oldestFirst.remove();
            overtaken.accept(next);
        }
        release();
    }

    private void release() {
        if (open != null && open.isEmpty()) {
            open = null;
        }
    }

    /** The oldest; {@code null} if there is none. */
    @Nullable
    Assignment oldest() {
        return open == null ? null : open.iterator().next();
    }
}
