package org.resumelb.jetty;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.admin.AdminServer;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.WorkerState;

/** The line that tells the operator what was started. */
final class StartMessage {
    private StartMessage() {}

    static String of(Server server, LoadBalancer balancer, @Nullable AdminServer admin) {
        PoolStatus pool = balancer.pool().status();
        long serving = pool.workers().stream()
                .filter(worker -> worker.state() == WorkerState.ACTIVE)
                .count();
        String version = StartMessage.class.getPackage().getImplementationVersion();
        return "resumelb " + Objects.requireNonNullElse(version, "(not built)")
                + " serves on " + ports(server)
                + "; policy " + pool.policy()
                + "; classifier " + balancer.classifier().loaded().description()
                + "; " + workers(serving, pool.workers().size())
                + "; "
                + (admin == null ? "no admin pages" : "admin pages on " + url("http", admin.host(), admin.port()));
    }

    private static String ports(Server server) {
        return Arrays.stream(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .map(connector -> url(scheme(connector), connector.getHost(), connector.getLocalPort()))
                .collect(Collectors.joining(", "));
    }

    private static String scheme(NetworkConnector connector) {
        boolean tls = connector.getProtocols().stream()
                .anyMatch(protocol -> protocol.toLowerCase(Locale.ROOT).startsWith("ssl"));
        return tls ? "https" : "http";
    }

    private static String url(String scheme, @Nullable String host, int port) {
        String shown = host == null || host.isEmpty() ? "*" : host;
        boolean bare = shown.indexOf(':') >= 0 && !shown.startsWith("[");
        return scheme + "://" + (bare ? "[" + shown + "]" : shown) + ":" + port;
    }

    private static String workers(long serving, int known) {
        if (known == 0) {
            return "no workers are known yet";
        }
        return serving + " of " + known + (known == 1 ? " worker serves" : " workers serve");
    }
}
