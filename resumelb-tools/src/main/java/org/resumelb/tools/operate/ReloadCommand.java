package org.resumelb.tools.operate;

import java.net.URI;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;
import picocli.CommandLine.Command;

/** The command {@code resumelb reload}. */
@Command(
        name = "reload",
        description = "Reads the classifier's file again; after an error the classifier stays.",
        mixinStandardHelpOptions = true)
public final class ReloadCommand extends BalancerCommand {
    /** For picocli. */
    public ReloadCommand() {}

    @Override
    public Integer call() throws Exception {
        return each(options().client(), balancers(), (client, balancer) -> client.post(balancer, "/classifier/reload"));
    }

    @Override
    String text(URI balancer, JsonTree answer) {
        return balancer + "  " + TextTable.printable(answer.text("classifier")) + System.lineSeparator();
    }
}
