package org.resumelb.tools.trace;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.TextTable;

/** Summarizes the times of many requests. Not thread-safe. */
final class TraceSummary {
    /** Further classes are counted together, because strangers can make up as many as they like. */
    private static final int MAX_CLASSES = 2_000;

    private static final String OTHERS = "(others)";
    private static final int MAX_SHOWN = 60;

    private final int top;
    private final Spread total = new Spread(3);
    private final Map<String, Spread> steps = new LinkedHashMap<>();
    private final Map<String, PerClass> classes = new LinkedHashMap<>();
    private final PriorityQueue<Timing> slowest = new PriorityQueue<>(Comparator.comparingDouble(Timing::total));
    private long unreadable;

    private static final class PerClass {
        private final Spread spread = new Spread(2);
        private long errors;
    }

    TraceSummary(int top) {
        this.top = top;
        for (String step : List.of("waiting", "worker", "rest")) {
            steps.put(step, new Spread(3));
        }
        steps.put("total", total);
    }

    void addUnreadable() {
        unreadable++;
    }

    long unreadable() {
        return unreadable;
    }

    void add(Timing timing) {
        add("waiting", timing.waited());
        add("worker", timing.served());
        add("rest", timing.rest());
        add("total", timing.total());
        boolean known = classes.containsKey(timing.requestClass()) || classes.size() < MAX_CLASSES;
        PerClass each = classes.computeIfAbsent(known ? timing.requestClass() : OTHERS, requestClass -> new PerClass());
        each.spread.add(timing.total());
        each.errors += timing.isError() ? 1 : 0;
        slowest.add(timing);
        if (slowest.size() > top) {
            slowest.remove();
        }
    }

    private void add(String step, @Nullable Double millis) {
        if (millis != null) {
            Objects.requireNonNull(steps.get(step)).add(millis);
        }
    }

    long requests() {
        return total.count();
    }

    String text() {
        return stepTable().text()
                + System.lineSeparator()
                + classTable().text()
                + System.lineSeparator()
                + slowTable().text();
    }

    private TextTable stepTable() {
        TextTable table = new TextTable("STEP", ">REQUESTS", ">MEAN MS", ">P50", ">P90", ">P99", ">MAX", ">SHARE");
        double all = total.sum();
        steps.forEach((name, spread) -> table.row(
                name,
                spread.count(),
                Spread.text(spread.mean()),
                Spread.text(spread.percentile(50)),
                Spread.text(spread.percentile(90)),
                Spread.text(spread.percentile(99)),
                Spread.text(spread.max()),
                all == 0 ? "-" : Math.round(100 * spread.sum() / all) + " %"));
        return table;
    }

    /** Classes with the most time first. */
    private TextTable classTable() {
        TextTable table = new TextTable("CLASS", ">REQUESTS", ">SUM S", ">MEAN MS", ">P99", ">MAX", ">ERRORS");
        classes.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, PerClass> each) ->
                        -each.getValue().spread.sum()))
                .limit(top)
                .forEach(each -> table.row(
                        each.getKey().isEmpty() ? "(none)" : shown(each.getKey()),
                        each.getValue().spread.count(),
                        Spread.text(each.getValue().spread.sum() / 1000),
                        Spread.text(each.getValue().spread.mean()),
                        Spread.text(each.getValue().spread.percentile(99)),
                        Spread.text(each.getValue().spread.max()),
                        each.getValue().errors));
        return table;
    }

    private TextTable slowTable() {
        TextTable table =
                new TextTable("SLOWEST AT", ">TOTAL MS", ">WAITING", ">WORKER", "AT", "STATUS", "CLASS", "REQUEST");
        slowest.stream()
                .sorted(Comparator.comparingDouble(Timing::total).reversed())
                .forEach(each -> table.row(
                        each.time(),
                        Spread.text(each.total()),
                        optional(each.waited()),
                        optional(each.served()),
                        each.worker().isEmpty() ? "-" : each.worker(),
                        each.status() == 0 ? "-" : each.status(),
                        each.requestClass().isEmpty() ? "(none)" : shown(each.requestClass()),
                        shown(each.what())));
        return table;
    }

    private static String optional(@Nullable Double millis) {
        return millis == null ? "-" : Spread.text(millis);
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /** The same for programs. */
    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("requests", requests());
        members.put("unreadableLines", unreadable);
        Map<String, Object> byStep = new LinkedHashMap<>();
        steps.forEach((name, spread) -> byStep.put(name, members(spread)));
        members.put("steps", byStep);
        Map<String, Object> byClass = new LinkedHashMap<>();
        classes.forEach((name, each) -> {
            Map<String, Object> values = members(each.spread);
            values.put("errors", each.errors);
            byClass.put(name, values);
        });
        members.put("classes", byClass);
        return members;
    }

    private static Map<String, Object> members(Spread spread) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requests", spread.count());
        values.put("meanMillis", spread.mean());
        values.put("p50Millis", spread.percentile(50));
        values.put("p90Millis", spread.percentile(90));
        values.put("p99Millis", spread.percentile(99));
        values.put("maxMillis", spread.max());
        return values;
    }
}
