package org.resumelb.jetty.admin.verdict;

import org.jspecify.annotations.Nullable;

/**
 * One thing to know. Immutable.
 *
 * @param text one sentence
 * @param worker whom it is about; {@code null} when it is no single worker
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
