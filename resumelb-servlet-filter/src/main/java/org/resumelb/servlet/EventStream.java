package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event stream to one load balancer, written without ever blocking a thread.
 *
 * <p>All use of the container's output goes through {@link #drain}, which at most one thread runs at a time; other
 * threads leave their wish in {@code wishes} and return. No lock is held while the container is called, so its locks
 * and ours cannot deadlock. The output is not touched after completion, because the container may already use it for
 * another request.
 */
final class EventStream implements WriteListener, AsyncListener {

    /** A container may have to copy what the network does not accept; this limits how much. */
    private static final int CHUNK_BYTES = 16 * 1024;

    private final AsyncContext async;
    private final ServletOutputStream output;
    private final Consumer<EventStream> whenOver;
    private final AtomicInteger wishes = new AtomicInteger();
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean awaitingContainer = true;
    private volatile boolean closing;
    private volatile boolean over;
    private volatile boolean busy;

    // Used by the sending thread alone.
    private boolean greeted;
    private boolean behind;
    private long busySinceNanos;
    private boolean busySeen;

    // Used by the draining thread alone.
    private byte @Nullable [] current;
    private int position;
    private boolean flushDue;

    EventStream(AsyncContext async, ServletOutputStream output, Consumer<EventStream> whenOver) {
        this.async = async;
        this.output = output;
        this.whenOver = whenOver;
    }

    /** Encodes one event of the stream. */
    static byte[] event(String name, byte[] data) {
        byte[] head = ("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] event = new byte[head.length + data.length + 2];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(data, 0, event, head.length, data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    void start() {
        async.addListener(this);
        output.setWriteListener(this);
    }

    /** Sends the first event; nothing may be sent before it. */
    void greet(byte[] event) {
        greeted = true;
        send(List.of(event));
    }

    boolean isGreeted() {
        return greeted;
    }

    /** Whether something is still being written; nothing more may be sent until it is done. */
    boolean isBusy() {
        return busy;
    }

    /** How long {@link #isBusy} has been true without a break. */
    long busyForNanos(long nowNanos) {
        if (!busySeen) {
            busySeen = true;
            busySinceNanos = nowNanos;
        }
        return nowNanos - busySinceNanos;
    }

    /** Records whether something had to be left out because the stream was busy. */
    void missed(boolean something) {
        behind |= something;
    }

    /** Whether the load balancer missed something and needs the whole résumé. */
    boolean isBehind() {
        return behind;
    }

    void send(List<byte[]> events) {
        behind = false;
        busySeen = false;
        busy = true;
        waiting.addAll(events);
        drain();
    }

    void close() {
        closing = true;
        drain();
    }

    private void drain() {
        if (wishes.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        do {
            try {
                write();
            } catch (IOException | RuntimeException e) {
                // The load balancer has left; its absence needs no message.
                closing = true;
            }
            if (closing) {
                complete();
            }
            answered = wishes.addAndGet(-answered);
        } while (answered != 0);
    }

    private void write() throws IOException {
        while (!closing && !over && !awaitingContainer && hasWork()) {
            // Set before asking: the container may call back before isReady() has returned.
            awaitingContainer = true;
            if (!output.isReady()) {
                return;
            }
            awaitingContainer = false;
            step();
        }
    }

    private boolean hasWork() {
        if (current == null && !flushDue) {
            current = waiting.poll();
            position = 0;
            busy = current != null;
        }
        return busy;
    }

    private void step() throws IOException {
        byte[] event = current;
        if (event == null) {
            flushDue = false;
            output.flush();
            return;
        }
        int length = Math.min(CHUNK_BYTES, event.length - position);
        output.write(event, position, length);
        position += length;
        if (position == event.length) {
            current = null;
            flushDue = true;
        }
    }

    private void complete() {
        if (over) {
            return;
        }
        over = true;
        waiting.clear();
        whenOver.accept(this);
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container was first.
        }
    }

    @Override
    public void onWritePossible() {
        awaitingContainer = false;
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
        whenOver.accept(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
