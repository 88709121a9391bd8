package org.resumelb.jetty.metrics;

/** What had happened until one moment. Immutable, by agreement of its few users. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Totals(long nanos, long[] ended, long[] selected, long waited, long rejected, long[] latencies) {}
