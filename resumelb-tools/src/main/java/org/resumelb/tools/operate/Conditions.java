package org.resumelb.tools.operate;

import java.util.ArrayList;
import java.util.List;
import org.resumelb.tools.console.JsonTree;

/** What is wrong, by {@code /conditions} or, for load balancers that do not have that, by {@code /status}. */
final class Conditions {
    private Conditions() {}

    /** What a load balancer itself says, worst first. */
    static List<Finding> told(JsonTree conditions) {
        return conditions.objects("conditions").stream()
                .map(each -> new Finding(Level.of(each.text("severity")), each.text("text")))
                .toList();
    }

    /** Whether that no worker serves is among what a load balancer says. */
    static boolean sayThatNoneServes(JsonTree conditions) {
        return conditions.objects("conditions").stream()
                .anyMatch(each -> each.text("id").equals("no-worker-serves"));
    }

    static List<Finding> of(JsonTree status) {
        List<Finding> findings = new ArrayList<>();
        for (JsonTree worker : status.objects("workers")) {
            String text = text(worker);
            if (!text.isEmpty()) {
                findings.add(new Finding(Level.WARNING, worker.text("name") + text));
            }
        }
        JsonTree discovery = status.object("discovery");
        if (!discovery.text("reason").isEmpty()) {
            findings.add(new Finding(Level.WARNING, "workers are not known for sure: " + discovery.text("reason")));
        }
        return findings;
    }

    private static String text(JsonTree worker) {
        String reason = worker.text("reason").isEmpty() ? "" : ": " + worker.text("reason");
        if (worker.text("state").equals("connecting")) {
            return " is not in service" + reason;
        }
        if (worker.whole("ejectedForMillis") > 0) {
            return " is left out for " + StatusText.seconds(worker.whole("ejectedForMillis"));
        }
        return reason.isEmpty() ? "" : " has no résumé" + reason;
    }
}
