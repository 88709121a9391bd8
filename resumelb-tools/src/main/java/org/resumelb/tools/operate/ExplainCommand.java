package org.resumelb.tools.operate;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code resumelb explain}. */
@Command(
        name = "explain",
        description = "Shows which worker the next request of a class would get, and why.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand extends BalancerCommand {
    @Parameters(paramLabel = "CLASS", description = "request class, such as site1.example")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String requestClass;

    /** For picocli. */
    public ExplainCommand() {}

    @Override
    public Integer call() throws Exception {
        String target = "/explain?class=" + URLEncoder.encode(requestClass, StandardCharsets.UTF_8);
        return each(options().client(), balancers(), (client, balancer) -> client.get(balancer, target));
    }

    @Override
    String text(URI balancer, JsonTree explanation) {
        String worker = explanation.has("worker") ? "gets worker " + explanation.text("worker") : "would wait";
        String head = balancer + "  " + explanation.text("class") + " " + worker + " (policy "
                + explanation.text("policy") + "): " + explanation.text("reason");
        List<JsonTree> candidates = explanation.objects("candidates");
        return TextTable.printable(head)
                + System.lineSeparator()
                + (candidates.isEmpty() ? "" : table(candidates).text());
    }

    private static TextTable table(List<JsonTree> candidates) {
        boolean costs = candidates.stream().allMatch(candidate -> candidate.has("waitMillis"));
        TextTable table = costs
                ? new TextTable("CANDIDATE", ">WAIT", ">LOSS", ">PRICE", ">SCORE", ">BACKLOG", ">MEAN", "VERDICT")
                : new TextTable("CANDIDATE", ">SCORE", ">BACKLOG", ">MEAN", "VERDICT");
        for (JsonTree candidate : candidates) {
            List<Object> row = new ArrayList<>(List.of(candidate.text("worker")));
            for (String cost : costs ? List.of("waitMillis", "lossMillis", "priceMillis") : List.<String>of()) {
                row.add(String.format(Locale.ROOT, "%.1f", candidate.number(cost)));
            }
            row.add(String.format(Locale.ROOT, costs ? "%.1f" : "%.3f", candidate.number("score")));
            row.add(candidate.whole("backlog"));
            row.add(String.format(Locale.ROOT, "%.1f", candidate.number("meanBacklog")));
            row.add(candidate.text("verdict"));
            table.row(row.toArray());
        }
        return table;
    }
}
