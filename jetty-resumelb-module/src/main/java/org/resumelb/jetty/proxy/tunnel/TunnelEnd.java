package org.resumelb.jetty.proxy.tunnel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** One end of a tunnel: writes to the other end what it reads, one buffer at a time. */
final class TunnelEnd extends AbstractConnection implements Connection.UpgradeTo {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ProtocolTunnel tunnel;
    private final EndPoint to;
    private final Pump pump = new Pump();
    private @Nullable ByteBuffer early;
    private volatile long lastNanos = System.nanoTime();

    TunnelEnd(ProtocolTunnel tunnel, EndPoint from, EndPoint to, Executor executor) {
        super(from, executor);
        this.tunnel = tunnel;
        this.to = to;
    }

    /** Bytes that came behind the upgrade's headers. */
    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        early = buffer;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        tunnel.opened(this);
        pump.iterate();
    }

    @Override
    public void onFillable() {
        pump.iterate();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        tunnel.end();
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        if (tunnel.isIdle()) {
            tunnel.end();
        }
        // Otherwise the other direction is busy, and this side stays open.
        return false;
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        tunnel.end();
    }

    boolean hasEnded() {
        return pump.ended;
    }

    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
    }

    /** Reads and writes by turns; Jetty lets one thread at a time process. */
    private final class Pump extends IteratingCallback {
        private final ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);
        private volatile boolean ended;

        @Override
        protected Action process() throws IOException {
            ByteBuffer next = early;
            early = null;
            int filled = next == null ? fill() : next.remaining();
            if (filled < 0) {
                ended = true;
                to.shutdownOutput();
                return Action.SUCCEEDED;
            }
            if (filled == 0) {
                fillInterested();
                return Action.IDLE;
            }
            lastNanos = System.nanoTime();
            to.write(this, next == null ? buffer : next);
            return Action.SCHEDULED;
        }

        private int fill() throws IOException {
            BufferUtil.clear(buffer);
            return getEndPoint().fill(buffer);
        }

        @Override
        protected void onCompleteSuccess() {
            tunnel.directionEnded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            tunnel.end();
        }
    }
}
