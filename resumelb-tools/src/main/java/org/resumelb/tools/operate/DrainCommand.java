package org.resumelb.tools.operate;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code resumelb drain}. */
@Command(
        name = "drain",
        description =
                "Gives a worker no new requests and lets those in flight finish. It stays drained until undrained.",
        mixinStandardHelpOptions = true)
public final class DrainCommand extends BalancerCommand {
    private static final long LOOK_AGAIN_MILLIS = 200;

    @Parameters(paramLabel = "WORKER", description = "host:port", converter = WorkerName.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String worker;

    @Option(
            names = "--handover",
            paramLabel = "SECONDS",
            description = "classes leave the worker one by one within this time (default: all at once)",
            converter = AtLeastOne.class)
    private @Nullable Integer handover;

    @Option(names = "--wait", description = "return only when the worker has nothing in flight")
    private boolean wait;

    @Option(
            names = "--wait-limit",
            paramLabel = "SECONDS",
            description = "with --wait: give up after this time, with exit code 1 (default: none)",
            converter = AtLeastOne.class)
    private @Nullable Integer waitLimit;

    @Option(names = "--force", description = "drain even the last worker that serves")
    private boolean force;

    /** For picocli. */
    public DrainCommand() {}

    @Override
    public Integer call() throws Exception {
        AdminClient client = options().client();
        List<URI> balancers = balancers();
        if (!force) {
            for (URI balancer : balancers) {
                guardTheLast(client, balancer);
            }
        }
        // The balancer looks once more, since another worker may be drained at the same moment.
        String query = "?unlessLast=" + !force + (handover == null ? "" : "&handoverSeconds=" + handover);
        int code = each(
                client, balancers, (admin, balancer) -> admin.post(balancer, WorkerName.path(worker, "drain") + query));
        return code == 0 && wait ? awaitRest(client, balancers) : code;
    }

    @Override
    String text(URI balancer, JsonTree answer) {
        String when = handover == null ? " is drained" : " is drained within " + handover + " s";
        return balancer + "  " + worker + when + System.lineSeparator();
    }

    /** If one load balancer cannot be asked, the operation itself will report it. */
    private void guardTheLast(AdminClient client, URI balancer) throws InterruptedException, IOException {
        List<JsonTree> workers;
        try {
            workers = client.get(balancer, "/status").objects("workers");
        } catch (IOException e) {
            return;
        }
        boolean serves = workers.stream().anyMatch(each -> isThis(each) && StatusText.serves(each));
        boolean others = workers.stream().anyMatch(each -> !isThis(each) && StatusText.serves(each));
        if (serves && !others) {
            throw new IOException(worker + " is the only worker that serves at " + balancer
                    + ", nothing is drained (expected: another worker, or --force)");
        }
    }

    private boolean isThis(JsonTree each) {
        return each.text("name").equals(worker);
    }

    /** Waits until nothing is in flight at the worker; returns the exit code. */
    private int awaitRest(AdminClient client, List<URI> balancers) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        long limitNanos = waitLimit == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(waitLimit);
        for (URI balancer : balancers) {
            String obstacle = obstacle(client, balancer);
            while (!obstacle.isEmpty()) {
                if (System.nanoTime() - begin > limitNanos) {
                    throw new IOException(balancer + ": " + worker + " is drained, but after "
                            + Objects.requireNonNull(waitLimit) + " s " + obstacle);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                obstacle = obstacle(client, balancer);
            }
        }
        if (!isJson()) {
            out().println(worker + " has nothing under way; it can be stopped");
            out().flush();
        }
        return 0;
    }

    /** Why a worker cannot be stopped yet; empty if it can. */
    private String obstacle(AdminClient client, URI balancer) throws InterruptedException, IOException {
        for (JsonTree each : client.get(balancer, "/status").objects("workers")) {
            if (isThis(each) && each.text("state").equals("active")) {
                throw new IOException(balancer + ": " + worker + " was undrained in the meantime");
            }
            if (isThis(each) && each.whole("handoverForMillis") > 0) {
                return "its classes leave for another " + StatusText.seconds(each.whole("handoverForMillis"));
            }
            if (isThis(each) && each.whole("backlog") > 0) {
                return each.whole("backlog") + " requests are under way";
            }
        }
        return "";
    }
}
