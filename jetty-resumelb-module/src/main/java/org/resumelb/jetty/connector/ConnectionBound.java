package org.resumelb.jetty.connector;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts no further connections at the limit; the kernel keeps some waiting. Uses Jetty's implementation, except for
 * its log: at the limit, each connection opened or closed would log a line. Guarded by the lock of the superclass.
 */
final class ConnectionBound extends NetworkConnectionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBound.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long quietUntilNanos = System.nanoTime();

    ConnectionBound(int most, Server server) {
        super(most, server);
    }

    @Override
    protected void limit() {
        super.limit();
        long now = System.nanoTime();
        if (now - quietUntilNanos >= 0) {
            quietUntilNanos = now + PAUSE_NANOS;
            LOG.warn(
                    "{} clients are connected; more wait until one has left (resumelb.maxConnections). Not said again"
                            + " for a minute",
                    getMaxNetworkConnectionCount());
        }
    }
}
