package org.resumelb.tools.operate;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.ServerUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code resumelb status}. */
@Command(name = "status", description = "Shows load balancers and their workers.", mixinStandardHelpOptions = true)
public final class StatusCommand extends BalancerCommand {
    /** Clears a terminal and moves to its upper left corner. */
    private static final String CLEAR = "\033[H\033[2J";

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "admin connector, as with --admin",
            converter = ServerUri.class)
    private @Nullable URI url;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "SECONDS",
            description = "repeat every so many seconds (default: ${FALLBACK-VALUE}) until interrupted",
            converter = AtLeastOne.class)
    private @Nullable Integer watch;

    /** For picocli. */
    public StatusCommand() {}

    @Override
    List<URI> balancers() throws Exception {
        return url == null ? super.balancers() : List.of(url);
    }

    @Override
    public Integer call() throws Exception {
        List<URI> balancers = balancers();
        AdminClient client = options().client();
        int code = show(client, balancers);
        while (watch != null && !Thread.currentThread().isInterrupted()) {
            TimeUnit.SECONDS.sleep(watch);
            code = show(client, balancers);
        }
        return code;
    }

    private int show(AdminClient client, List<URI> balancers) throws InterruptedException {
        out().print(watch == null || isJson() ? "" : CLEAR);
        return each(client, balancers, (admin, balancer) -> admin.get(balancer, "/status"));
    }

    @Override
    String text(URI balancer, JsonTree status) {
        return StatusText.of(balancer, status);
    }
}
