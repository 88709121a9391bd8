package org.resumelb.tools.operate;

import java.net.URI;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code resumelb forget}. */
@Command(
        name = "forget",
        description = "Forgets which workers are skilled at a class, as if it had never been asked for.",
        mixinStandardHelpOptions = true)
public final class ForgetCommand extends BalancerCommand {
    @Parameters(paramLabel = "CLASS", description = "request class, such as site1.example")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String requestClass;

    /** For picocli. */
    public ForgetCommand() {}

    @Override
    public Integer call() throws Exception {
        String path = "/classes/" + WorkerName.encoded(requestClass) + "/forget";
        return each(options().client(), balancers(), (client, balancer) -> client.post(balancer, path));
    }

    @Override
    String text(URI balancer, JsonTree answer) {
        return balancer + "  " + TextTable.printable(requestClass) + " is forgotten" + System.lineSeparator();
    }
}
