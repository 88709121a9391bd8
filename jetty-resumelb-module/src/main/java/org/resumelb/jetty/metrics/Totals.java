package org.resumelb.jetty.metrics;

import java.util.Map;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Selection;

/** What had happened until one moment. Immutable, by agreement of its few users. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Totals(
        long nanos,
        Map<Outcome, Long> ended,
        Map<Selection, Long> selected,
        long waited,
        long rejected,
        long[] latencies) {}
