package org.resumelb.tools.zookeeper;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb unset}. */
@Command(
        name = "unset",
        description =
                "Removes settings from ZooKeeper; load balancers and workers return to what they were started with.",
        mixinStandardHelpOptions = true)
public final class UnsetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Mixin
    private final TreeOptions options = new TreeOptions();

    @Option(names = "--workers", description = "the workers' settings, not the load balancers'")
    private boolean workers;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "settings; any name, to remove misspelt ones too")
    @SuppressWarnings("NullAway.Init")
    private List<String> names;

    /** For picocli. */
    public UnsetCommand() {}

    @Override
    public Integer call() throws Exception {
        SettingsNode node = SettingsNode.of(options.paths(), workers);
        try (CuratorFramework client = options.client()) {
            Set<String> absent = new LinkedHashSet<>();
            Map<String, Object> changed = node.change(client, settings -> {
                absent.clear();
                names.stream().filter(name -> settings.remove(name) == null).forEach(absent::add);
                return settings;
            });
            absent.forEach(name -> spec.commandLine().getErr().println(told(name, node)));
            spec.commandLine().getOut().println(node.path() + " " + changed);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private String told(String name, SettingsNode node) {
        String unknown = node.names().contains(name)
                ? ""
                : ", and no setting is called so (known: " + String.join(", ", node.names()) + ")";
        return spec.qualifiedName() + ": " + name + " was not set" + unknown;
    }
}
