package org.resumelb.jetty.proxy.tunnel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: writes to the other end what it reads, one buffer at a time. It has no buffer while there is nothing
 * to read.
 */
final class TunnelEnd extends AbstractConnection implements Connection.UpgradeTo {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ProtocolTunnel tunnel;
    private final EndPoint to;
    private final ByteBufferPool buffers;
    private final Pump pump = new Pump();
    private @Nullable ByteBuffer early;
    private volatile long lastNanos = System.nanoTime();

    TunnelEnd(ProtocolTunnel tunnel, EndPoint from, EndPoint to, ProtocolTunnel.Limits limits) {
        super(from, limits.executor());
        this.tunnel = tunnel;
        this.to = to;
        buffers = limits.buffers();
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
        private volatile boolean ended;
        private RetainableByteBuffer.@Nullable Mutable held;

        @Override
        protected Action process() throws IOException {
            ByteBuffer next = early;
            early = null;
            if (next == null) {
                next = buffer();
                int filled = getEndPoint().fill(next);
                if (filled <= 0) {
                    release();
                    return filled == 0 ? idle() : end();
                }
            }
            lastNanos = System.nanoTime();
            to.write(this, next);
            return Action.SCHEDULED;
        }

        private Action idle() {
            fillInterested();
            return Action.IDLE;
        }

        private Action end() {
            ended = true;
            to.shutdownOutput();
            return Action.SUCCEEDED;
        }

        /** An empty one to read into. */
        private ByteBuffer buffer() {
            RetainableByteBuffer.Mutable present = held;
            if (present == null) {
                present = buffers.acquire(BUFFER_BYTES, true);
                held = present;
            }
            ByteBuffer buffer = present.getByteBuffer();
            BufferUtil.clear(buffer);
            return buffer;
        }

        private void release() {
            RetainableByteBuffer.Mutable present = held;
            held = null;
            if (present != null) {
                present.release();
            }
        }

        @Override
        protected void onCompleteSuccess() {
            tunnel.directionEnded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            release();
            tunnel.end();
        }
    }
}
