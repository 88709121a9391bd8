package org.resumelb.jetty.metrics;

/**
 * Whether something that operators should know is the case. Immutable.
 *
 * @param condition what
 * @param worker whom it is about; empty when it is no single worker
 * @param level 0 when it is not, 1 when somebody should see to it, 2 when clients feel it
 */
public record ConditionLevel(String condition, String worker, int level) {}
