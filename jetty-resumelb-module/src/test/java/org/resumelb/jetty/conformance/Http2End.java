package org.resumelb.jetty.conformance;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Event.Data;
import org.resumelb.jetty.testing.http2.Http2Event.Head;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** Either side's exchange on a stream of HTTP/2. */
final class Http2End implements End {
    private final Http2Stream stream;
    private final boolean client;
    private final int timeoutMillis;
    private final StringBuilder body = new StringBuilder();
    private final List<String> interim = new ArrayList<>();
    private @Nullable Head head;
    private String trailers = "";
    private boolean whole;
    private boolean done;
    private boolean cut;
    private String why = "";

    Http2End(Http2Stream stream, boolean client, int timeoutMillis) {
        this.stream = stream;
        this.client = client;
        this.timeoutMillis = timeoutMillis;
    }

    Http2Stream stream() {
        return stream;
    }

    @Override
    public void send(String message) throws IOException {
        String rest = message;
        while (rest.startsWith("HTTP/1.1 1")) {
            stream.head(Http2Form.answer(rest).head(), false);
            rest = rest.substring(rest.indexOf("\r\n\r\n") + 4);
        }
        send(client ? Http2Form.request(rest) : Http2Form.answer(rest));
    }

    /** Whether this side has sent all, or given up. */
    boolean isDone() {
        return done;
    }

    void send(Http2Form form) throws IOException {
        done = true;
        boolean more = !form.trailers().isEmpty();
        stream.head(form.head(), form.body().isEmpty() && !more);
        if (!form.body().isEmpty()) {
            stream.data(form.body(), !more);
        }
        if (more) {
            stream.head(form.trailers(), true);
        }
    }

    @Override
    public void begin(String text) throws IOException {
        Http2Form form = client ? Http2Form.request(text) : Http2Form.answer(text);
        stream.head(form.head(), false);
        if (!form.body().isEmpty()) {
            stream.data(form.body(), false);
        }
    }

    @Override
    public void piece(String data) throws IOException {
        stream.data(data, false);
    }

    @Override
    public void finish() throws IOException {
        done = true;
        stream.data("", true);
    }

    @Override
    public Message read() throws IOException {
        while (!whole && !cut) {
            step();
        }
        if (cut) {
            throw new EOFException("the exchange was given up: " + why);
        }
        return new Message(text(), body.toString(), trailers, interim);
    }

    private String text() {
        return head == null ? "" : Message.head(head.fields());
    }

    @Override
    public Message readHead() throws IOException {
        int before = interim.size();
        while (head == null && interim.size() == before && !cut) {
            step();
        }
        return Wire.message(interim.size() > before ? interim.get(before) : text());
    }

    @Override
    public void readUntil(String text) throws IOException {
        while (body.indexOf(text) < 0) {
            if (whole || cut) {
                throw new EOFException("ended before " + text + ": " + body);
            }
            step();
        }
        body.delete(0, body.indexOf(text) + text.length());
    }

    /** Takes in what the other side does next. */
    void step() throws IOException {
        Http2Event event = stream.next(timeoutMillis);
        if (event instanceof Head block) {
            take(block);
        } else if (event instanceof Data data) {
            body.append(data.text());
            whole |= data.last();
        } else {
            cut = true;
            why = String.valueOf(event);
        }
    }

    private void take(Head block) {
        String status = Field.first(block.fields(), ":status");
        if (head != null) {
            StringBuilder lines = new StringBuilder();
            block.fields()
                    .forEach(field -> lines.append(field.name())
                            .append(": ")
                            .append(field.value())
                            .append("\r\n"));
            trailers = lines.toString();
        } else if (status.startsWith("1")) {
            interim.add(Message.head(block.fields()));
        } else {
            head = block;
        }
        whole |= block.last();
    }

    @Override
    public boolean ended() throws IOException {
        while (!cut) {
            step();
        }
        return true;
    }

    @Override
    public boolean seenCut() throws IOException {
        while (!whole && !cut) {
            step();
        }
        return cut;
    }

    @Override
    public void leave() throws IOException {
        done = true;
        stream.reset(client ? Http2Stream.CANCEL : Http2Stream.INTERNAL_ERROR);
    }

    @Override
    public void reset() throws IOException {
        done = true;
        stream.connection().reset();
    }
}
