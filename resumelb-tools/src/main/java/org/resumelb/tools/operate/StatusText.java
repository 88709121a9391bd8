package org.resumelb.tools.operate;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;

/** The content of {@code /status}, for people. */
final class StatusText {
    private static final int MILLIS = 1000;

    private StatusText() {}

    static String of(URI balancer, JsonTree status) {
        List<JsonTree> workers = status.objects("workers");
        long serving = workers.stream().filter(StatusText::serves).count();
        StringBuilder text = new StringBuilder();
        line(text, "%s  policy %s%s", balancer, status.text("policy"), version(status));
        line(
                text,
                "%d of %d workers serve, backlog %d (mean %.1f), %d waiting, %d classes",
                serving,
                workers.size(),
                status.whole("backlog"),
                status.number("meanBacklog"),
                status.whole("waiting"),
                status.whole("classes"));
        line(text, "classifier %s (%s)", classifier(status, "description"), classifier(status, "file"));
        line(text, "affinity: %s%s", status.object("affinity").text("verdict"), factor(status.object("affinity")));
        discovery(text, status.object("discovery"));
        return text.append(table(workers)).toString();
    }

    /** Whether a worker gets new requests. */
    static boolean serves(JsonTree worker) {
        return worker.text("state").equals("active") && worker.whole("ejectedForMillis") == 0;
    }

    private static String version(JsonTree status) {
        return status.has("version") ? ", version " + status.text("version") : "";
    }

    private static String classifier(JsonTree status, String member) {
        return status.object("classifier").text(member);
    }

    private static String factor(JsonTree affinity) {
        return affinity.has("coldOverWarm")
                ? String.format(
                        Locale.ROOT,
                        " (a class's first request on a worker takes %.1f times as long)",
                        affinity.number("coldOverWarm"))
                : "";
    }

    private static void discovery(StringBuilder text, JsonTree discovery) {
        if (!discovery.text("reason").isEmpty()) {
            line(text, "workers are found: %s, %s", discovery.text("state"), discovery.text("reason"));
        }
    }

    private static String table(List<JsonTree> workers) {
        TextTable table = new TextTable(
                "WORKER", "STATE", ">BACKLOG", ">MEAN", ">IN FLIGHT", ">OLDEST", ">SKILLS", "VERSION", "NOTE");
        for (JsonTree worker : workers) {
            table.row(
                    worker.text("name"),
                    worker.text("state"),
                    worker.whole("backlog"),
                    String.format(Locale.ROOT, "%.1f", worker.number("meanBacklog")),
                    worker.whole("inFlight") < 0 ? "-" : worker.whole("inFlight"),
                    worker.whole("backlog") == 0 ? "-" : seconds(worker.whole("oldestRequestMillis")),
                    worker.whole("skills"),
                    worker.has("version") ? worker.text("version") : "-",
                    note(worker));
        }
        return workers.isEmpty() ? "no workers are known" + System.lineSeparator() : table.text();
    }

    private static String note(JsonTree worker) {
        List<String> notes = new ArrayList<>();
        if (worker.whole("ejectedForMillis") > 0) {
            notes.add("left out for " + seconds(worker.whole("ejectedForMillis")));
        }
        if (worker.whole("handoverForMillis") > 0) {
            notes.add("its classes leave for " + seconds(worker.whole("handoverForMillis")));
        }
        if (!worker.text("reason").isEmpty()) {
            notes.add(worker.text("reason"));
        }
        return String.join("; ", notes);
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", (double) millis / MILLIS);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(TextTable.printable(String.format(Locale.ROOT, format, values)))
                .append(System.lineSeparator());
    }
}
