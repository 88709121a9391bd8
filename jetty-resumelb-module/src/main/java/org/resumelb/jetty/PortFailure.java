package org.resumelb.jetty;

import java.net.BindException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Says in one line why a server did not start if one of its ports could not be opened. Immutable. */
final class PortFailure implements LifeCycle.Listener {
    /** Jetty's message: {@code Failed to bind to host/address:port}. */
    private static final Pattern ADDRESS = Pattern.compile("Failed to bind to (?<host>.*):(?<port>[0-9]+)");

    private final Consumer<String> told;

    PortFailure(Consumer<String> told) {
        this.told = told;
    }

    @Override
    public void lifeCycleFailure(LifeCycle server, Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            Matcher address = ADDRESS.matcher(String.valueOf(each.getMessage()));
            if (each.getCause() instanceof BindException reason && address.find()) {
                int port = Integer.parseInt(address.group("port"));
                told.accept(property((Server) server, port) + ": " + port + " (expected: a free port of "
                        + address.group("host").replaceFirst(".*/", "") + "): " + reason.getMessage());
                return;
            }
        }
    }

    private static String property(Server server, int port) {
        return Arrays.stream(server.getConnectors())
                        .filter(connector ->
                                connector instanceof ServerConnector listening && listening.getPort() == port)
                        .anyMatch(connector -> connector.getConnectionFactory(SslConnectionFactory.class) != null)
                ? "jetty.ssl.port"
                : "jetty.http.port";
    }
}
