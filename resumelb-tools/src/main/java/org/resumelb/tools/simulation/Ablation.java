package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.resumelb.pool.ResumeParameter;

/** What each parameter of the policy contributes: the policy with one of them changed, against the policy as it is. */
final class Ablation {
    /** Each parameter as good as off, and, where it has a scale, much smaller and much larger. */
    private static final Map<ResumeParameter, double[]> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put(ResumeParameter.REPLICA_PRICE, new double[] {0, 5, 20});
        VALUES.put(ResumeParameter.LOSS_WEIGHT, new double[] {1, 6});
        VALUES.put(ResumeParameter.CROWD_WEIGHT, new double[] {0});
        VALUES.put(ResumeParameter.SCARCE_AT, new double[] {0.001});
        VALUES.put(ResumeParameter.WINDOW, new double[] {425, 6_800});
        VALUES.put(ResumeParameter.SETUP_REQUESTS, new double[] {1});
        VALUES.put(ResumeParameter.COLD_WEIGHT, new double[] {0.05});
        VALUES.put(ResumeParameter.FRESH_WORKERS, new double[] {1});
        VALUES.put(ResumeParameter.REPLICAS_WEIGHED, new double[] {4});
        VALUES.put(ResumeParameter.SPLIT_GAIN, new double[] {1_000});
        VALUES.put(ResumeParameter.BUCKET_WORK, new double[] {0.05});
    }

    private static final List<String> COLUMNS = List.of(
            "closed loop: misses",
            "requests/s",
            "60 %: misses",
            "p99",
            "busiest/mean",
            "85 %: misses",
            "p99",
            "traces: misses",
            "p99");

    private final Runs runs;

    Ablation(Runs runs) {
        this.runs = runs;
    }

    void compose(ReportFiles report, TraceSet traces) {
        report.text("## Ablation: what each parameter of the policy gives");
        report.text(
                "One parameter changed at a time, with one seed, on 16 and 64 workers, 500 classes, caches of 0.5, 1"
                        + " and 2 working sets, and on the traces with caches of 3 % of the objects. Geometric means of the"
                        + " ratios to the policy with all defaults. Differences of up to 3 % are chance.");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        VALUES.forEach((parameter, values) -> {
            for (double value : values) {
                Contender changed = Contender.resumeWith(parameter, value);
                rows.put(changed.name(), row(changed, traces));
            }
        });
        report.table("instead of the default", COLUMNS, rows);
    }

    private List<String> row(Contender changed, TraceSet traces) {
        List<String> cells = new ArrayList<>();
        cells.add(ratio(changed, Point.CLOSED, Result::misses));
        cells.add(ratio(changed, Point.CLOSED, Result::perSecond));
        cells.add(ratio(changed, 0.6, Result::misses));
        cells.add(ratio(changed, 0.6, Result::p99Millis));
        cells.add(ratio(changed, 0.6, Result::busiest));
        cells.add(ratio(changed, 0.85, Result::misses));
        cells.add(ratio(changed, 0.85, Result::p99Millis));
        cells.add(ratio(changed, traces, Result::misses));
        cells.add(ratio(changed, traces, Result::p99Millis));
        return cells;
    }

    private String ratio(Contender changed, double load, ToDoubleFunction<Result> figure) {
        List<Double> ratios = new ArrayList<>();
        for (Point point : List.of(
                new Point(16, 500, 0.5, load),
                new Point(16, 500, 1, load),
                new Point(64, 500, 1, load),
                new Point(64, 500, 2, load))) {
            ratios.add(runs.measure(point, changed, 1).median(figure)
                    / runs.measure(point, Contender.RESUME, 1).median(figure));
        }
        return ReportFiles.number(Spread.geometricMean(ratios), 2);
    }

    private String ratio(Contender changed, TraceSet traces, ToDoubleFunction<Result> figure) {
        List<Double> ratios = new ArrayList<>();
        for (TracePoint point : traces.points(3)) {
            ratios.add(TraceSet.measure(point, changed, runs, 1).median(figure)
                    / TraceSet.measure(point, Contender.RESUME, runs, 1).median(figure));
        }
        return ratios.isEmpty() ? "" : ReportFiles.number(Spread.geometricMean(ratios), 2);
    }
}
