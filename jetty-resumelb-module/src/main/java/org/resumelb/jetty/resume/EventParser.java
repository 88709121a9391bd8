package org.resumelb.jetty.resume;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Splits a {@code text/event-stream} into events as its bytes arrive, following the WHATWG's HTML standard, section
 * 9.2, except for what résumés do not use: ids, retry and a byte order mark. An event larger than its kind may be is
 * refused as soon as this is known. Not thread-safe.
 */
final class EventParser {
    /** Only these carry skills; all other events are short. */
    private static final Set<String> LARGE_EVENTS = Set.of("resume", "skills");

    private static final String DATA = "data";
    private static final int MAX_SMALL_EVENT_BYTES = 64 * 1024;

    private final Listener listener;
    private final int maxEventBytes;

    /** The present line, unless it is a data line, which is written directly to its place. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Data data = new Data();
    private String event = "";
    private int lineBytes;
    private int earlierBytes;
    private boolean inData;
    private boolean spaceMayFollow;
    private boolean afterCarriageReturn;

    /**
     * Creates a parser at the beginning of a stream.
     *
     * @param maxEventBytes limit for a résumé; other events have a smaller one
     */
    EventParser(int maxEventBytes, Listener listener) {
        this.maxEventBytes = maxEventBytes;
        this.listener = listener;
    }

    /**
     * Parses the next part of the stream.
     *
     * @throws IllegalArgumentException if an event is larger than allowed, or if the listener throws it
     */
    void parse(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            boolean secondOfPair = b == '\n' && afterCarriageReturn;
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                if (!secondOfPair) {
                    endLine();
                }
            } else {
                append(b);
            }
        }
    }

    private void append(byte b) {
        int limit = LARGE_EVENTS.contains(event) ? maxEventBytes : Math.min(maxEventBytes, MAX_SMALL_EVENT_BYTES);
        if (lineBytes + earlierBytes >= limit) {
            throw new IllegalArgumentException("an event of more than " + limit + " bytes");
        }
        lineBytes++;
        if (inData) {
            if (b != ' ' || !spaceMayFollow) {
                data.write(b);
            }
            spaceMayFollow = false;
        } else if (b == ':' && isLine(DATA)) {
            inData = true;
            spaceMayFollow = true;
        } else {
            line.write(b);
        }
    }

    private boolean isLine(String text) {
        return line.size() == text.length()
                && line.toString(StandardCharsets.UTF_8).equals(text);
    }

    private void endLine() {
        if (lineBytes == 0) {
            dispatch();
        } else if (inData || isLine(DATA)) {
            data.write('\n');
        } else {
            take(line.toString(StandardCharsets.UTF_8));
        }
        line.reset();
        lineBytes = 0;
        earlierBytes = data.size();
        inData = false;
    }

    private void take(String text) {
        if (text.equals("event") || text.startsWith("event:")) {
            String value = text.substring(Math.min(text.length(), "event:".length()));
            event = value.startsWith(" ") ? value.substring(1) : value;
        }
    }

    private void dispatch() {
        String name = event;
        Data content = data;
        event = "";
        // A large résumé comes once; its memory is not kept for the heartbeats that follow.
        data = new Data();
        if (content.size() > 0) {
            listener.event(name, content.withoutLastByte());
        }
    }

    /** Bytes that are copied only once. */
    private static final class Data extends ByteArrayOutputStream {
        byte[] withoutLastByte() {
            return Arrays.copyOf(buf, count - 1);
        }
    }

    /** Called with each event. */
    interface Listener {
        /** One event: its name, {@code ""} if it has none, and its data in UTF-8. */
        void event(String name, byte[] json);
    }
}
