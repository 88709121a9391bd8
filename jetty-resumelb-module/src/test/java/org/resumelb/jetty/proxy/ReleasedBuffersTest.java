package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Retainable;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has released a buffer leaves it alone: the next one who gets it from the pool is another client, and what it
 * sends would disappear.
 */
@Timeout(60)
class ReleasedBuffersTest {
    private static final int CLIENTS = 4;
    private static final int REQUESTS_EACH = 400;
    private static final String TOO_LARGE = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String NO_HTTP = "G(T / HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    Path base;

    /** What a buffer was when it was released. */
    private record Released(ByteBuffer buffer, int position, int limit) {
        boolean isTouched() {
            return buffer.position() != position || buffer.limit() != limit;
        }
    }

    /** A pool that gives each buffer to one only, and remembers how it was left. */
    private static final class WatchingPool implements ByteBufferPool {
        private final Queue<Released> released = new ConcurrentLinkedQueue<>();

        @Override
        public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
            ByteBuffer buffer = ByteBuffer.allocate(size).limit(0);
            AtomicInteger holders = new AtomicInteger(1);
            return new RetainableByteBuffer.FixedCapacity(buffer, new Retainable() {
                @Override
                public boolean canRetain() {
                    return true;
                }

                @Override
                public boolean isRetained() {
                    return holders.get() > 1;
                }

                @Override
                public void retain() {
                    holders.incrementAndGet();
                }

                @Override
                public boolean release() {
                    boolean last = holders.decrementAndGet() == 0;
                    if (last) {
                        released.add(new Released(buffer, buffer.position(), buffer.limit()));
                    }
                    return last;
                }
            });
        }

        @Override
        public void clear() {
            // Nothing is kept.
        }
    }

    @Test
    void requestsThatAreRefusedWhileTheyAreReadTouchNoReleasedBuffer() throws Exception {
        WatchingPool pool = new WatchingPool();
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, pool, worker.url())) {
            balancer.awaitServing(1);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Thread(() -> sendAll(balancer), "refused-" + i));
            }
            clients.forEach(Thread::start);
            for (Thread client : clients) {
                client.join();
            }
            balancer.awaitConnected(0);
        }
        List<Released> touched =
                pool.released.stream().filter(Released::isTouched).toList();
        assertEquals(List.of(), touched, touched.size() + " of " + pool.released.size());
    }

    private static void sendAll(TestBalancer balancer) {
        for (int i = 0; i < REQUESTS_EACH; i++) {
            send(balancer, i % 4 == 0 ? NO_HTTP : TOO_LARGE);
        }
    }

    private static void send(TestBalancer balancer, String request) {
        try (Socket socket = balancer.connect(request)) {
            var unused = socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // It was refused before it was sent.
        }
    }
}
