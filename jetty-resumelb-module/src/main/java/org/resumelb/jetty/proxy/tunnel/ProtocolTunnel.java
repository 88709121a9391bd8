package org.resumelb.jetty.proxy.tunnel;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.TunnelSupport;
import org.resumelb.jetty.proxy.headers.WebSocketHandshake;

/**
 * A connection upgraded to another protocol, WebSocket for one: bytes go from client to worker and back, each
 * direction waiting for its reader, until both directions have ended or one has failed. Thread-safe.
 */
public final class ProtocolTunnel {
    private final EndPoint worker;
    private final long idleTimeoutMillis;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final TunnelEnd clientEnd;
    private final TunnelEnd workerEnd;

    /**
     * Makes a tunnel, through which nothing goes yet.
     *
     * @param onEnd run once when the tunnel has ended, however that came about
     */
    ProtocolTunnel(EndPoint client, EndPoint worker, Limits limits, Runnable onEnd) {
        this.worker = worker;
        idleTimeoutMillis = limits.idleTimeoutMillis();
        this.onEnd = onEnd;
        clientEnd = new TunnelEnd(this, client, worker, limits);
        workerEnd = new TunnelEnd(this, worker, client, limits);
    }

    /**
     * What tunnels live with.
     *
     * @param executor runs what their connections have to do
     * @param buffers whence they have what they read into, while there is something to read
     * @param idleTimeoutMillis time without a byte in either direction after which a tunnel ends
     */
    public record Limits(Executor executor, ByteBufferPool buffers, long idleTimeoutMillis) {}

    /**
     * Has the client's connection, or its stream over HTTP/2, taken over by a new tunnel when the response is complete.
     */
    public static void open(HttpServletRequest request, EndPoint worker, Limits limits, Runnable onEnd) {
        ServletContextRequest server = ServletContextRequest.getServletContextRequest(request);
        Connection connection = server.getConnectionMetaData().getConnection();
        TunnelSupport stream = WebSocketHandshake.tunnel(request);
        EndPoint client = stream == null ? connection.getEndPoint() : stream.getEndPoint();
        ProtocolTunnel tunnel = new ProtocolTunnel(client, worker, limits, onEnd);
        server.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel.clientEnd());
        tunnel.endWith(connection, server);
    }

    /** Should the client be gone before the tunnel works, its connection's end, or the request's, is the tunnel's. */
    private void endWith(Connection connection, ServletContextRequest server) {
        connection.addEventListener(new Connection.Listener() {
            @Override
            public void onClosed(Connection closed) {
                if (!connection.getEndPoint().isOpen()) {
                    end();
                }
            }
        });
        server.addFailureListener(failure -> end());
    }

    /** What takes over the client's connection; when it opens, the tunnel begins to work. */
    Connection clientEnd() {
        return clientEnd;
    }

    /** The client's connection was taken over. */
    void opened(TunnelEnd end) {
        if (end == clientEnd && ended.get()) {
            clientEnd.getEndPoint().close();
        } else if (end == clientEnd) {
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
            try {
                worker.close();
                EndPoint client = clientEnd.getEndPoint();
                // A stream of HTTP/2 that was not taken over yet cannot be closed: it goes with its request.
                if (client.getConnection() != null) {
                    client.close();
                }
            } finally {
                onEnd.run();
            }
        }
    }
}
