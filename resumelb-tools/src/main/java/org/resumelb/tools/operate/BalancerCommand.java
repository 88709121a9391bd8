package org.resumelb.tools.operate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.zookeeper.TreeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that does the same with each load balancer it is meant for. If one of them fails, this is reported in one
 * line, the others are still asked, and the exit code is 1.
 */
abstract class BalancerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Mixin
    private final BalancerOptions options = new BalancerOptions();

    @Mixin
    private final TreeOptions tree = new TreeOptions();

    @Option(names = "--json", description = "print the answer as JSON; of several load balancers, an object by URL")
    private boolean json;

    /** What to do with one load balancer. */
    interface Task {
        /** Returns the answer. */
        JsonTree run(AdminClient client, URI balancer) throws IOException, InterruptedException;
    }

    final CommandSpec spec() {
        return spec;
    }

    final BalancerOptions options() {
        return options;
    }

    final boolean isJson() {
        return json;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** The load balancers that the command is meant for. */
    List<URI> balancers() throws Exception {
        return options.balancers(tree);
    }

    /** The answer as shown to people; each line is terminated. */
    abstract String text(URI balancer, JsonTree answer);

    /** Asks each load balancer and shows its answer; returns the exit code. */
    final int each(AdminClient client, List<URI> balancers, Task task) throws InterruptedException {
        Map<String, @Nullable Object> answers = new LinkedHashMap<>();
        int code = 0;
        for (URI balancer : balancers) {
            try {
                JsonTree answer = task.run(client, balancer);
                answers.put(balancer.toString(), answer.members());
                out().print(json ? "" : text(balancer, answer));
            } catch (IOException e) {
                failed(e);
                code = spec.exitCodeOnExecutionException();
            }
        }
        if (json && !answers.isEmpty()) {
            Object only = answers.values().iterator().next();
            out().print(balancers.size() == 1 ? tree(only).pretty() : new JsonTree(answers).pretty());
        }
        out().flush();
        return code;
    }

    @SuppressWarnings("unchecked") // put in above
    private static JsonTree tree(@Nullable Object members) {
        return new JsonTree(members == null ? Map.of() : (Map<String, @Nullable Object>) members);
    }

    final void failed(IOException e) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
    }
}
