package org.resumelb.jetty.proxy;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * A connection upgraded to another protocol, WebSocket for one: bytes go from client to worker and back, each
 * direction waiting for its reader, until both directions have ended or one has failed. Thread-safe.
 */
final class ProtocolTunnel {
    private final EndPoint worker;
    private final long idleTimeoutMillis;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final TunnelEnd clientEnd;
    private final TunnelEnd workerEnd;

    /**
     * Makes a tunnel, through which nothing goes yet.
     *
     * @param idleTimeoutMillis time without a byte in either direction after which the tunnel ends
     * @param onEnd run once when the tunnel has ended, however that came about
     */
    ProtocolTunnel(EndPoint client, EndPoint worker, Executor executor, long idleTimeoutMillis, Runnable onEnd) {
        this.worker = worker;
        this.idleTimeoutMillis = idleTimeoutMillis;
        this.onEnd = onEnd;
        clientEnd = new TunnelEnd(this, client, worker, executor);
        workerEnd = new TunnelEnd(this, worker, client, executor);
    }

    /** What takes over the client's connection; when it opens, the tunnel begins to work. */
    Connection clientEnd() {
        return clientEnd;
    }

    /** The client's connection was taken over. */
    void opened(TunnelEnd end) {
        if (end == clientEnd) {
            clientEnd.getEndPoint().setIdleTimeout(idleTimeoutMillis);
            worker.setIdleTimeout(idleTimeoutMillis);
            worker.upgrade(workerEnd);
        }
    }

    /** One direction has ended as it should; the other goes on. */
    void directionEnded() {
        if (clientEnd.hasEnded() && workerEnd.hasEnded()) {
            end();
        }
    }

    /** Whether neither direction had a byte for the idle timeout, as far as one side can tell. */
    boolean isIdle() {
        return clientEnd.idleMillis() >= idleTimeoutMillis && workerEnd.idleMillis() >= idleTimeoutMillis;
    }

    /** Closes both connections. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            clientEnd.getEndPoint().close();
            worker.close();
            onEnd.run();
        }
    }
}
