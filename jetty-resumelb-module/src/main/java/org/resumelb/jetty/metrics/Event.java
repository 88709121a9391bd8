package org.resumelb.jetty.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the load balancer and that people may want to see beside its graphs. Immutable.
 *
 * @param id rises by one from event to event, from 1
 * @param kind one word, such as {@code ejected}
 * @param worker whom it happened to; {@code null} when it was no worker
 * @param text in a sentence
 */
public record Event(
        long id, long epochMillis, String kind, @Nullable String worker, String text) {}
