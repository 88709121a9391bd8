package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A worker's exchange on a connection of HTTP/1.1, which it closes afterwards, or keeps if the answer allows or promises it. */
final class Http1Worker implements End {
    private final Wire wire;
    private final String head;
    private final boolean keeps;
    private final Consumer<Http1Worker> onKept;
    private final StringBuilder readOfBody = new StringBuilder();
    private boolean hasReadAll;
    private boolean chunked;
    private boolean kept;

    /** An exchange whose request's head was read; a connection that can be used again is handed back. */
    Http1Worker(Wire wire, String head, boolean keeps, Consumer<Http1Worker> onKept) {
        this.wire = wire;
        this.head = head;
        this.keeps = keeps;
        this.onKept = onKept;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void send(String message) throws IOException {
        // Interim answers go as they are; the last of the heads decides.
        int last = message.lastIndexOf("HTTP/1.1 ", bodyAt(message));
        String interim = last > 0 ? message.substring(0, last) : "";
        String answer = last > 0 ? message.substring(last) : message;
        wire.send(interim + prepared(answer));
        end();
    }

    /** Sends an interim answer. */
    @Override
    public void begin(String answerHead) throws IOException {
        boolean interim = answerHead.startsWith("HTTP/1.1 1") && !answerHead.startsWith("HTTP/1.1 101");
        wire.send(interim ? answerHead : prepared(answerHead));
        chunked = Wire.isChunked(answerHead);
    }

    /** Where the body of the final answer begins. */
    private static int bodyAt(String message) {
        int at = 0;
        while (message.startsWith("HTTP/1.1 1", at) && message.indexOf("\r\n\r\n", at) >= 0) {
            at = message.indexOf("\r\n\r\n", at) + 4;
        }
        return at;
    }

    private String prepared(String answer) {
        boolean framed = Wire.isChunked(answer)
                || !Wire.values(answer, "Content-Length").isEmpty()
                || answer.startsWith("HTTP/1.1 204")
                || answer.startsWith("HTTP/1.1 304")
                || head.startsWith("HEAD ");
        boolean closes = Wire.values(answer, "Connection").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
        boolean promised = Wire.values(answer, "Connection").contains("keep-alive");
        kept = framed && !closes && (promised || (keeps && answer.startsWith("HTTP/1.1 ")));
        return kept || closes || !answer.startsWith("HTTP/1.1 ")
                ? answer
                : answer.replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private void end() throws IOException {
        if (kept) {
            onKept.accept(this);
        } else {
            wire.close();
        }
    }

    @Override
    public void piece(String data) throws IOException {
        wire.send(chunked ? Wire.chunk(data) : data);
    }

    @Override
    public void finish() throws IOException {
        wire.send(chunked ? Wire.LAST_CHUNK : "");
        end();
    }

    @Override
    public Message read() throws IOException {
        Wire.Body body = wire.readBody(head);
        hasReadAll = true;
        return new Message(head, body.text(), body.trailers(), List.of());
    }

    @Override
    public Message readHead() {
        return Wire.message(head);
    }

    @Override
    public void readUntil(String text) throws IOException {
        readOfBody.append(wire.readUntil(text));
    }

    /** Reads what the script has left of the request: what comes behind it is the next. */
    void readRest() throws IOException {
        if (!hasReadAll) {
            wire.unread(readOfBody.toString());
            var unused = read();
        }
    }

    @Override
    public boolean ended() throws IOException {
        return wire.ended();
    }

    @Override
    public boolean seenCut() throws IOException {
        return wire.ended();
    }

    @Override
    public void leave() throws IOException {
        wire.close();
    }

    @Override
    public void reset() throws IOException {
        wire.reset();
    }
}
