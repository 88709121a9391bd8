package org.resumelb.jetty.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the load balancer and that people may want to see next to its graphs. Immutable.
 *
 * @param id increases by one from event to event, starting at 1
 * @param kind one word, such as {@code ejected}
 * @param worker the worker it happened to; {@code null} if it concerns no worker
 * @param text one sentence
 */
public record Event(
        long id, long epochMillis, String kind, @Nullable String worker, String text) {}
