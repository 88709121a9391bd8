package org.resumelb.tools.checkworker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Events of a stream, read on a separate thread so that waiting for one can time out. */
final class EventReader implements AutoCloseable {
    private final InputStream in;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    EventReader(InputStream in) {
        this.in = in;
        Thread thread = new Thread(this::read, "events");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        String name = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()).strip());
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, data.toString()));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // The stream's end, as any other.
        }
        events.add(Event.END);
    }

    /** The next event with this name, skipping others; null if there is none in time. */
    @Nullable
    Event next(String name, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Event event;
        do {
            event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (event != null && !event.isEnd() && !event.name.equals(name));
        return event == null || event.isEnd() ? null : event;
    }

    /** The next event of any kind; null if there is none in time. */
    @Nullable
    Event next(long millis) throws InterruptedException {
        Event event = events.poll(millis, TimeUnit.MILLISECONDS);
        return event == null || event.isEnd() ? null : event;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** One event, or the end of the stream. */
    record Event(String name, String data) {
        static final Event END = new Event("", "");

        /** Only the end has no name. */
        boolean isEnd() {
            return name.isEmpty();
        }
    }
}
