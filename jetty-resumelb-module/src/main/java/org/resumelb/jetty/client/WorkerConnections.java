package org.resumelb.jetty.client;

import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.client.Origin;

/** The connections to one worker that serve one request at a time; the one used last is used first. As thread-safe as its base. */
final class WorkerConnections extends AbstractConnectionPool {
    private WorkerConnections(Destination destination, int max) {
        super(destination, () -> new NewestFirstPool<>(max), 1);
    }

    /** The connections to a worker, by the protocol that it speaks. */
    static ConnectionPool to(Destination destination, int max) {
        Origin.Protocol protocol = destination.getOrigin().getProtocol();
        boolean http1 = protocol == null || protocol.getProtocols().contains("http/1.1");
        return http1 ? new WorkerConnections(destination, max) : new MultiplexConnectionPool(destination, max, 1);
    }
}
