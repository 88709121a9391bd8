package org.resumelb.tools.operate;

import java.util.List;
import org.resumelb.tools.console.JsonTree;

/** The conditions that a load balancer reports: the answer of {@code /conditions}. */
final class Conditions {
    private Conditions() {}

    /** Each condition as a finding, worst first. */
    static List<Finding> findings(JsonTree conditions) {
        return conditions.objects("conditions").stream()
                .map(each -> new Finding(Level.of(each.text("severity")), each.text("text")))
                .toList();
    }

    /** Whether they include that no worker serves. */
    static boolean sayThatNoneServes(JsonTree conditions) {
        return conditions.objects("conditions").stream()
                .anyMatch(each -> each.text("id").equals("no-worker-serves"));
    }
}
