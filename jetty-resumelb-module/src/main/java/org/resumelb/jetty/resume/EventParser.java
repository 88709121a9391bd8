package org.resumelb.jetty.resume;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Splits a {@code text/event-stream} into events as its bytes arrive, following the WHATWG's HTML standard, section
 * 9.2, but for what résumés do not use: ids, retry and a byte order mark. Not thread-safe.
 */
final class EventParser {
    private final Listener listener;
    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(1024);
    private String event = "";
    private boolean afterCarriageReturn;

    EventParser(int maxEventBytes, Listener listener) {
        this.maxEventBytes = maxEventBytes;
        this.listener = listener;
    }

    /**
     * Takes more of the stream.
     *
     * @throws IllegalArgumentException when an event is larger than allowed, or what the listener throws
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
        if (line.size() + data.size() >= maxEventBytes) {
            throw new IllegalArgumentException("an event of more than " + maxEventBytes + " bytes");
        }
        line.write(b);
    }

    private void endLine() {
        if (line.size() == 0) {
            dispatch();
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        take(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void take(String field, String value) {
        if (field.equals("event")) {
            event = value;
        } else if (field.equals("data")) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            data.write(bytes, 0, bytes.length);
            data.write('\n');
        }
    }

    private void dispatch() {
        String name = event;
        byte[] content = data.toByteArray();
        event = "";
        data.reset();
        if (content.length > 0) {
            listener.event(name, content);
        }
    }

    /** Called with each event. */
    interface Listener {
        /** One event: its name, {@code ""} when it has none, and its data in UTF-8. */
        void event(String name, byte[] json);
    }
}
