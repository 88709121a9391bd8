package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a stream deals with a load balancer that reads slowly, not at all, or is gone. */
final class EventStreamTest {

    private final List<String> calls = new ArrayList<>();
    private final List<EventStream> overs = new ArrayList<>();
    private final SlowOutput output = new SlowOutput();
    private final EventStream stream = new EventStream(context(), output, overs::add);

    private AsyncContext context() {
        return (AsyncContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return null;
                });
    }

    /** Takes as many writes and flushes as it is told; asked for more, it calls back later. */
    private static final class SlowOutput extends ServletOutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int ready;
        private boolean gone;

        @Override
        public boolean isReady() {
            return ready > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int octet) {
            throw new UnsupportedOperationException("streams write in chunks");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (gone) {
                throw new IOException("connection reset");
            }
            ready--;
            taken.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            ready--;
        }
    }

    private static List<byte[]> event(String text) {
        return List.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String taken() {
        return output.taken.toString(StandardCharsets.US_ASCII);
    }

    private void allow(int steps) {
        output.ready = steps;
        stream.onWritePossible();
    }

    @Test
    void nothingIsWrittenBeforeTheContainerAllows() {
        output.ready = 10;
        stream.send(event("one"));
        assertEquals("", taken());
        assertTrue(stream.isBusy());
        stream.onWritePossible();
        assertEquals("one", taken());
        assertFalse(stream.isBusy());
    }

    @Test
    void aLargeEventGoesInPiecesAsTheContainerTakesThem() {
        stream.send(event("x".repeat(40_000)));
        allow(1);
        assertEquals(16_384, taken().length());
        allow(1);
        assertEquals(32_768, taken().length());
        allow(2);
        assertEquals(40_000, taken().length());
        assertFalse(stream.isBusy());
    }

    @Test
    void howLongItIsStuckIsCountedFromWhenItWasFirstSeen() {
        stream.send(event("one"));
        assertEquals(0, stream.busyForNanos(100));
        assertEquals(50, stream.busyForNanos(150));
        allow(2);
        stream.send(event("two"));
        assertEquals(0, stream.busyForNanos(500));
    }

    @Test
    void whatWasMissedIsMadeGoodOnce() {
        allow(0);
        stream.missed(false);
        assertFalse(stream.isBehind());
        stream.missed(true);
        assertTrue(stream.isBehind());
        stream.send(event("whole"));
        assertFalse(stream.isBehind());
    }

    @Test
    void aStuckStreamCanBeClosedAndTouchesItsOutputNoMore() {
        stream.send(event("one"));
        stream.close();
        stream.close();
        assertEquals(List.of("complete"), calls);
        assertEquals(List.of(stream), overs);
        allow(10);
        stream.send(event("two"));
        assertEquals("", taken());
    }

    @Test
    void aLoadBalancerThatIsGoneEndsTheStream() {
        output.gone = true;
        allow(10);
        stream.send(event("one"));
        assertEquals(List.of("complete"), calls);
        assertEquals(List.of(stream), overs);
    }
}
