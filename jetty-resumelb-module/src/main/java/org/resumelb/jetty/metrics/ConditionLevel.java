package org.resumelb.jetty.metrics;

/**
 * Whether a condition that operators should know about holds. Immutable.
 *
 * @param condition its name
 * @param worker the worker it is about; empty if it is about no single worker
 * @param level 0 if it does not hold, 1 if somebody should look into it, 2 if clients are affected
 */
public record ConditionLevel(String condition, String worker, int level) {}
