package org.resumelb.jetty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.requestlog.AccessLog;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.settings.GivenNames;
import org.resumelb.settings.SettingsTable;

/** Entry points for the XML files of the module. */
public final class LoadBalancerModule {
    private LoadBalancerModule() {}

    /**
     * Creates the context that {@code etc/resumelb.xml} adds to the server. A wrong property ends the JVM with one
     * line, as a wrong argument ends a command: nothing has been started yet, and the line would be lost among Jetty's
     * stack traces. A check that finds nothing wrong ends the JVM, too.
     */
    public static LoadBalancerContext context(Map<String, String> properties, String jettyBase) {
        Path base = Path.of(jettyBase);
        try {
            SettingsTable.requireKnown(givenNames(base));
            Settings settings = SettingsReader.read(ShippedClassifier.where(properties, base), base);
            LoadBalancerContext context = new LoadBalancerContext(settings);
            if (settings.check()) {
                context.loadBalancer().config().forEach(System.out::println);
                exit(0);
            }
            // A port that is taken would only be noticed while the server starts, and told with a stack trace.
            context.loadBalancer().openAdmin();
            return context;
        } catch (ClassifierFileException e) {
            throw exit("resumelb.classifier: " + e.getMessage() + " (expected: a Jetty XML file that builds a"
                    + " RequestClassifier)");
        } catch (IllegalArgumentException | IOException e) {
            throw exit(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the JVM with one line if a port of the server cannot be opened, as for a wrong property. */
    public static void watchPorts(Server server) {
        server.addEventListener(new PortFailure(line -> {
            System.err.println(line);
            // Not exit: the server's own shutdown hook would wait for this start, and this start for the hook.
            Runtime.getRuntime().halt(1);
        }));
    }

    /** Adds the access log to a server, besides existing logs, for {@code etc/resumelb-requestlog.xml}. */
    public static void requestLog(Server server, Map<String, String> properties, String jettyBase) {
        try {
            AccessLog log = AccessLog.of(properties, Path.of(jettyBase));
            RequestLog present = server.getRequestLog();
            server.addBean(log);
            server.setRequestLog(present == null ? log : new RequestLog.Collection(present, log));
        } catch (IllegalArgumentException e) {
            throw exit(String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> givenNames(Path base) {
        return GivenNames.of(
                base,
                System.getProperty("sun.java.command", ""),
                System.getProperties().stringPropertyNames());
    }

    private static IllegalStateException exit(String line) {
        System.err.println(line);
        exit(1);
        return new IllegalStateException(line);
    }

    private static void exit(int code) {
        Runtime.getRuntime().exit(code);
    }
}
