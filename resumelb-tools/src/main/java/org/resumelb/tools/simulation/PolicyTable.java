package org.resumelb.tools.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each policy would do with a trace, or with synthetic traffic, as a table. Used by one thread. */
public final class PolicyTable {
    private static final int SYNTHETIC_CLASSES = 500;
    private static final double SYNTHETIC_LOAD = 0.6;
    private static final double MISS_MILLIS = 25;

    private final @Nullable Trace trace;
    private final int workers;
    private final double cachePercent;
    private final long seed;

    /**
     * Creates a table.
     *
     * @param trace rows of time, class, object and bytes, separated by tabs; null for synthetic traffic
     * @param cachePercent each worker's cache in percent of the trace's objects
     * @throws IOException if the trace cannot be read; the message names the line
     */
    public PolicyTable(@Nullable Path trace, int workers, double cachePercent, long seed) throws IOException {
        this.trace = trace == null ? null : Trace.read(trace, false);
        this.workers = workers;
        this.cachePercent = cachePercent;
        this.seed = seed;
    }

    /** Prints each row as soon as it is known. */
    public void print(PrintWriter out) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.RESUME, Contender.RESUME_BY_TIMES));
        contenders.addAll(Contender.classics());
        contenders.addAll(Contender.rivals());
        contenders.add(Contender.ONE_CACHE);
        print(
                out,
                "%-34s %8s %9s %9s %9s %8s %8s%n",
                "policy",
                "misses",
                "req/s",
                "mean ms",
                "p99 ms",
                "busiest",
                "overlap");
        for (Contender contender : contenders) {
            Result result = measure(contender);
            print(
                    out,
                    "%-34s %8.3f %9.0f %9.1f %9.0f %8.2f %8.2f%s%n",
                    contender.name(),
                    result.misses(),
                    result.perSecond(),
                    result.meanMillis(),
                    result.p99Millis(),
                    result.busiest(),
                    result.overlap(),
                    result.stable() ? "" : "  did not keep up");
        }
    }

    private Result measure(Contender contender) {
        return trace == null
                ? new Point(workers, SYNTHETIC_CLASSES, 1, SYNTHETIC_LOAD).measure(contender, seed)
                : new TracePoint("trace", trace, cachePercent, workers, MISS_MILLIS).measure(contender, seed);
    }

    private static void print(PrintWriter out, String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
