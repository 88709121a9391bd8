package org.resumelb.tools.operate;

import java.net.URI;
import org.resumelb.tools.console.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code resumelb undrain}. */
@Command(name = "undrain", description = "Gives a drained worker work again.", mixinStandardHelpOptions = true)
public final class UndrainCommand extends BalancerCommand {
    @Parameters(paramLabel = "WORKER", description = "host:port", converter = WorkerName.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String worker;

    /** For picocli. */
    public UndrainCommand() {}

    @Override
    public Integer call() throws Exception {
        String path = WorkerName.path(worker, "undrain");
        return each(options().client(), balancers(), (client, balancer) -> client.post(balancer, path));
    }

    @Override
    String text(URI balancer, JsonTree answer) {
        return balancer + "  " + worker + " gets work again" + System.lineSeparator();
    }
}
