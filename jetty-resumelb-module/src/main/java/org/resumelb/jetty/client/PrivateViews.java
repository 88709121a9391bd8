package org.resumelb.jetty.client;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A pool each of whose buffers comes with a position and a limit of its own, so that whoever keeps a {@link ByteBuffer}
 * for longer than its buffer cannot empty that of the next who gets the same memory.
 *
 * <p>Jetty's client, as of 12.1.12, keeps one: {@code HttpReceiverOverHTTP.parse()} calls the application with the
 * headers of an answer and afterwards, when the exchange was aborted meanwhile, clears the buffer that these came in.
 * If the application has read on until there was nothing to read, that buffer is back in the pool by then, and often in
 * other hands: a client's pipelined request, or another worker's answer, disappeared from it before it was parsed.
 *
 * <p>As thread-safe as the pool behind it.
 */
final class PrivateViews extends ByteBufferPool.Wrapper {
    PrivateViews(ByteBufferPool pool) {
        super(pool);
    }

    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
        RetainableByteBuffer.Mutable pooled = super.acquire(size, direct);
        // The pool's own view is empty now, and the duplicate is, too.
        return new RetainableByteBuffer.FixedCapacity(pooled.getByteBuffer().duplicate(), pooled);
    }
}
