package org.resumelb.servlet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Appends one line for each recorded request to a file: time, class, elapsed milliseconds, status, other requests in
 * flight. Requests only put the content of the line into a bounded queue; {@link #flush}, called by one background
 * thread, writes it. If the queue is full, the line is counted instead. Each flush opens the file anew, so it may be
 * moved away at any time.
 */
final class TraceLog {

    private static final System.Logger LOGGER = System.getLogger(TraceLog.class.getName());
    private static final int MOST_WAITING = 10_000;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final @Nullable Path path;
    private final Clock clock;
    private final ArrayBlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();

    private record Line(Instant time, String requestClass, double seconds, int status, int inFlight) {}

    /** Without a path, nothing is recorded. */
    TraceLog(@Nullable Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    void add(String requestClass, double seconds, int status, int inFlight) {
        if (path != null && !waiting.offer(new Line(clock.instant(), requestClass, seconds, status, inFlight))) {
            lost.incrementAndGet();
        }
    }

    /**
     * Writes what is queued. On failure these lines are lost; this is logged, and not again until a write has
     * succeeded.
     */
    synchronized void flush() {
        if (path == null || (waiting.isEmpty() && lost.get() == 0)) {
            return;
        }
        try (BufferedWriter writer =
                Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
                writer.write(text(line));
            }
            long gap = lost.getAndSet(0);
            writer.write(gap == 0 ? "" : "# " + gap + " lines lost\n");
            failing.set(false);
        } catch (IOException e) {
            if (!failing.getAndSet(true)) {
                LOGGER.log(Level.WARNING, "init-param traceLog: cannot write " + path + "; continuing", e);
            }
        }
    }

    private static String text(Line line) {
        String name = line.requestClass().isEmpty() ? "-" : ClassName.encode(line.requestClass());
        String millis = String.format(Locale.ROOT, "%.3f", line.seconds() * MILLIS_PER_SECOND);
        return line.time() + " " + name + " " + millis + " " + line.status() + " " + line.inFlight() + "\n";
    }
}
