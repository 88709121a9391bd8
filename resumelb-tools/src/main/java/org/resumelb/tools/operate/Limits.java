package org.resumelb.tools.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.NotNegative;
import org.resumelb.tools.console.Share;
import picocli.CommandLine.Option;

/** The thresholds of a check, and the measurements compared with them. */
final class Limits {
    private static final double MILLIS = 1000;

    @Option(
            names = "--mean-backlog-warning",
            paramLabel = "N",
            description = "warn if exceeded: mean backlog of the workers that serve",
            converter = NotNegative.class)
    private @Nullable Double meanBacklogWarning;

    @Option(
            names = "--mean-backlog-critical",
            paramLabel = "N",
            description = "critical if exceeded: mean backlog of the workers that serve",
            converter = NotNegative.class)
    private @Nullable Double meanBacklogCritical;

    @Option(
            names = "--max-backlog-warning",
            paramLabel = "N",
            description = "warn if exceeded: backlog of any worker",
            converter = NotNegative.class)
    private @Nullable Double maxBacklogWarning;

    @Option(
            names = "--max-backlog-critical",
            paramLabel = "N",
            description = "critical if exceeded: backlog of any worker",
            converter = NotNegative.class)
    private @Nullable Double maxBacklogCritical;

    @Option(
            names = "--oldest-request-warning",
            paramLabel = "SECONDS",
            description = "warn if exceeded: age of the oldest unfinished request",
            converter = NotNegative.class)
    private @Nullable Double oldestRequestWarning;

    @Option(
            names = "--oldest-request-critical",
            paramLabel = "SECONDS",
            description = "critical if exceeded: age of the oldest unfinished request",
            converter = NotNegative.class)
    private @Nullable Double oldestRequestCritical;

    @Option(
            names = "--min-workers-warning",
            paramLabel = "N",
            description = "warn if fewer workers serve",
            converter = AtLeastOne.class)
    private @Nullable Integer minWorkersWarning;

    @Option(
            names = "--min-workers-critical",
            paramLabel = "N",
            defaultValue = "1",
            description = "critical if fewer workers serve (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int minWorkersCritical;

    @Option(
            names = "--error-share-warning",
            paramLabel = "SHARE",
            description = "warn if exceeded: share of failed requests, 0 to 1, during --measure",
            converter = Share.class)
    private @Nullable Double errorShareWarning;

    @Option(
            names = "--error-share-critical",
            paramLabel = "SHARE",
            description = "critical if exceeded: share of failed requests, 0 to 1, during --measure",
            converter = Share.class)
    private @Nullable Double errorShareCritical;

    /** Whether the share of failing requests has to be measured. */
    boolean areForErrors() {
        return errorShareWarning != null || errorShareCritical != null;
    }

    /**
     * Measures one load balancer.
     *
     * @param errorShare share of requests that failed; NaN if not measured
     */
    List<Measure> measures(JsonTree status, double errorShare) {
        List<JsonTree> workers = status.objects("workers");
        List<JsonTree> serving = workers.stream().filter(StatusText::serves).toList();
        double mean = serving.stream()
                .mapToDouble(worker -> worker.number("backlog"))
                .average()
                .orElse(0);
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.least("workers", "workers serve", serving.size(), minWorkersWarning, minWorkersCritical));
        measures.add(Measure.most(
                "mean_backlog", "is the workers' mean backlog", mean, meanBacklogWarning, meanBacklogCritical));
        measures.add(Measure.most(
                "max_backlog",
                "is the greatest backlog of a worker",
                greatest(workers, "backlog"),
                maxBacklogWarning,
                maxBacklogCritical));
        measures.add(Measure.most(
                "oldest_request",
                "s is the age of the oldest request",
                greatest(workers, "oldestRequestMillis") / MILLIS,
                oldestRequestWarning,
                oldestRequestCritical));
        measures.add(Measure.most("waiting", "requests wait", status.number("waiting"), null, null));
        if (Double.isFinite(errorShare)) {
            measures.add(Measure.most(
                    "error_share", "is the share of failures", errorShare, errorShareWarning, errorShareCritical));
        }
        return measures;
    }

    private static double greatest(List<JsonTree> workers, String member) {
        return workers.stream()
                .mapToDouble(worker -> worker.number(member))
                .max()
                .orElse(0);
    }

    /**
     * A value and its limits. Immutable.
     *
     * @param label name in the performance data
     * @param words text that follows the value and says what it is
     * @param least whether values below the limits are bad, rather than those above
     */
    record Measure(
            String label,
            String words,
            double value,
            @Nullable Double warning,
            @Nullable Double critical,
            boolean least) {
        static Measure most(
                String label, String words, double value, @Nullable Double warning, @Nullable Double critical) {
            return new Measure(label, words, value, warning, critical, false);
        }

        static Measure least(
                String label, String words, double value, @Nullable Integer warning, @Nullable Integer critical) {
            return new Measure(label, words, value, asDouble(warning), asDouble(critical), true);
        }

        private static @Nullable Double asDouble(@Nullable Integer number) {
            return number == null ? null : (double) number;
        }

        Level level() {
            return isBeyond(critical) ? Level.CRITICAL : isBeyond(warning) ? Level.WARNING : Level.OK;
        }

        private boolean isBeyond(@Nullable Double limit) {
            return limit != null && (least ? value < limit : value > limit);
        }

        /** Value and limit in a few words. */
        String text() {
            Double limit = level() == Level.CRITICAL ? critical : warning;
            String expected =
                    limit == null ? "" : " (expected: at " + (least ? "least " : "most ") + plain(limit) + ")";
            return plain(value) + " " + words + expected;
        }

        /** In the format of performance data, after the vertical bar. */
        String performance(String prefix) {
            String name = prefix.isEmpty() ? label : "'" + prefix + " " + label + "'";
            return name + "=" + plain(value) + (label.equals("oldest_request") ? "s" : "") + ";" + range(warning) + ";"
                    + range(critical) + ";0";
        }

        private String range(@Nullable Double limit) {
            return limit == null ? "" : plain(limit) + (least ? ":" : "");
        }

        private static String plain(double value) {
            return value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%.0f", value)
                    : String.format(Locale.ROOT, "%.3f", value);
        }
    }
}
