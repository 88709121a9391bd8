package org.resumelb.jetty.metrics;

import java.util.Map;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Selection;

/** Totals up to one moment. Immutable, as long as its few users do not change the arrays. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Totals(
        long nanos,
        Map<Outcome, Long> ended,
        Map<Selection, Long> selected,
        long waited,
        long rejected,
        long[] latencies) {}
