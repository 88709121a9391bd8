package org.resumelb.tools.simulation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Results of one contender in one scenario, one for each seed. */
record Measurement(Contender contender, List<Result> results) {
    double median(ToDoubleFunction<Result> figure) {
        return spread(figure).median();
    }

    Spread spread(ToDoubleFunction<Result> figure) {
        return Spread.of(results.stream().mapToDouble(figure).toArray());
    }

    /** Of several the one with the least median. */
    static Measurement least(List<Measurement> measured, ToDoubleFunction<Result> figure) {
        Measurement best = measured.get(0);
        for (Measurement each : measured) {
            best = each.median(figure) < best.median(figure) ? each : best;
        }
        return best;
    }

    /** Whether it kept up with the requests, with every seed. */
    boolean stable() {
        return results.stream().allMatch(Result::stable);
    }
}
