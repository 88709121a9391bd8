package org.resumelb.jetty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.settings.SettingsReader;

/** Where {@code etc/resumelb.xml} enters. */
public final class LoadBalancerModule {
    private LoadBalancerModule() {}

    /**
     * Makes the context that the module adds to the server. A wrong property ends the JVM with one line, as a wrong
     * argument ends a command: nothing was started yet, and the line would be lost among Jetty's stack traces.
     */
    public static LoadBalancerContext context(Map<String, String> properties, String jettyBase) {
        try {
            LoadBalancerContext context =
                    new LoadBalancerContext(SettingsReader.read(properties, Path.of(jettyBase)));
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

    private static IllegalStateException exit(String line) {
        System.err.println(line);
        Runtime.getRuntime().exit(1);
        return new IllegalStateException(line);
    }
}
