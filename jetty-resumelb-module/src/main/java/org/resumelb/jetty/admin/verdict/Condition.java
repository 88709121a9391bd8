package org.resumelb.jetty.admin.verdict;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator should know. Immutable.
 *
 * @param text one sentence
 * @param worker the worker it is about; {@code null} if it is about no single worker
 */
public record Condition(
        ConditionKind kind,
        Severity severity,
        String text,
        @Nullable String worker) {
    Condition(ConditionKind kind, Severity severity, String text) {
        this(kind, severity, text, null);
    }
}
