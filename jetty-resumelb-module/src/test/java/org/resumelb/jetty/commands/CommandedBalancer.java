package org.resumelb.jetty.commands;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.tools.Main;
import picocli.CommandLine;

/** A load balancer with an admin connector, in a server of its own. */
final class CommandedBalancer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final LoadBalancerContext context;
    private final int adminPort;

    CommandedBalancer(Path base, int adminPort, String workers) throws Exception {
        this.adminPort = adminPort;
        Files.createDirectories(base.resolve("etc"));
        Path classifier = base.resolve("etc/resumelb-classifier.xml");
        if (!Files.exists(classifier)) {
            Files.writeString(classifier, "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        }
        Map<String, String> properties =
                new HashMap<>(Map.of("resumelb.workers", workers, "resumelb.admin.port", Integer.toString(adminPort)));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        context = new LoadBalancerContext(SettingsReader.read(properties, base));
        server.setHandler(context);
        server.start();
    }

    LoadBalancer balancer() {
        return context.loadBalancer();
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    String adminUrl() {
        return "http://127.0.0.1:" + adminPort;
    }

    /** Runs a command for this load balancer. */
    Run run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--admin=" + adminUrl();
        return runAlone(all);
    }

    /** Runs a command that needs no load balancer. */
    static Run runAlone(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        int code =
                line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    /** A command that was run: its exit code and what it said. */
    record Run(int code, String out, String err) {}

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
