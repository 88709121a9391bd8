package org.resumelb.jetty.connector;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.resumelb.jetty.settings.Settings;

/** Keeps the connections to a server's connectors within bounds. Must be started before the connectors. */
public final class ClientConnections extends ContainerLifeCycle {
    private final Server server;

    /** Creates it for a server, whose connectors are determined when it starts. */
    public ClientConnections(Server server, Settings.Front settings, Scheduler scheduler) {
        this.server = server;
        if (settings.maxConnections() > 0) {
            addBean(new ConnectionBound(settings.maxConnections(), server));
        }
        if (settings.headTimeoutMillis() > 0) {
            addBean(new HeadTimeouts(server, scheduler, settings.headTimeoutMillis(), System::nanoTime));
        }
    }

    @Override
    protected void doStart() throws Exception {
        QuietLoggers.apply();
        for (Connector connector : server.getConnectors()) {
            Http2Front.guard(server, connector);
            BodilessUpgrade.guard(connector);
            Http1Front.install(connector);
        }
        super.doStart();
    }
}
