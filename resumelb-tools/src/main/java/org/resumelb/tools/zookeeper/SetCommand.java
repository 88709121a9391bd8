package org.resumelb.tools.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import org.resumelb.zookeeper.NodeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb set}. */
@Command(
        name = "set",
        description = "Changes settings in ZooKeeper; every load balancer or worker applies them at once.",
        mixinStandardHelpOptions = true)
public final class SetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Mixin
    private final TreeOptions options = new TreeOptions();

    @Option(names = "--workers", description = "the workers' settings, not the load balancers'")
    private boolean workers;

    @Parameters(paramLabel = "NAME=VALUE", arity = "1..*", description = "settings, such as variance=2.5")
    @SuppressWarnings("NullAway.Init")
    private List<String> assignments;

    /** For picocli. */
    public SetCommand() {}

    @Override
    public Integer call() throws Exception {
        SettingsNode node = SettingsNode.of(options.paths(), workers);
        Map<String, Object> wanted = new LinkedHashMap<>();
        assignments.forEach(assignment -> put(wanted, assignment, node.names()));
        try {
            node.check(wanted);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        try (CuratorFramework client = options.client()) {
            Map<String, Object> changed = node.change(client, settings -> {
                settings.putAll(wanted);
                return settings;
            });
            spec.commandLine().getOut().println(node.path() + " " + changed);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private void put(Map<String, Object> wanted, String assignment, List<String> names) {
        int equals = assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals);
        if (equals < 0 || !names.contains(name)) {
            throw wrong(assignment + " (expected: NAME=VALUE with one of " + String.join(", ", names) + ")");
        }
        wanted.put(name, value(assignment.substring(equals + 1)));
    }

    /** A number or boolean if the text is one in JSON, or else the text. */
    private static Object value(String text) {
        try {
            Map<String, Object> parsed = NodeJson.parse(("{\"value\":" + text + "}").getBytes(StandardCharsets.UTF_8));
            Object value = parsed.size() == 1 ? parsed.get("value") : null;
            return value == null ? text : value;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
