package org.resumelb.tools.operate;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        TextTable table = new TextTable("CANDIDATE", ">SCORE", ">BACKLOG", ">MEAN", "VERDICT");
        for (JsonTree candidate : explanation.objects("candidates")) {
            table.row(
                    candidate.text("worker"),
                    String.format(Locale.ROOT, "%.3f", candidate.number("score")),
                    candidate.whole("backlog"),
                    String.format(Locale.ROOT, "%.1f", candidate.number("meanBacklog")),
                    candidate.text("verdict"));
        }
        return TextTable.printable(head)
                + System.lineSeparator()
                + (explanation.objects("candidates").isEmpty() ? "" : table.text());
    }
}
