package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.SocketException;

/** A client's exchange on a connection of HTTP/1.1. */
final class Http1Client implements End {
    private final Wire wire;
    private String method = "GET";
    private boolean chunked;

    Http1Client(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void send(String message) throws IOException {
        begin(message);
    }

    @Override
    public void begin(String head) throws IOException {
        method = head.split(" ", 2)[0];
        chunked = Wire.isChunked(head);
        wire.send(head);
    }

    @Override
    public void piece(String data) throws IOException {
        wire.send(chunked ? Wire.chunk(data) : data);
    }

    @Override
    public void finish() throws IOException {
        wire.send(chunked ? Wire.LAST_CHUNK : "");
    }

    @Override
    public Message read() throws IOException {
        return wire.readAnswer(method);
    }

    @Override
    public Message readHead() throws IOException {
        return Wire.message(wire.readHead());
    }

    @Override
    public void readUntil(String text) throws IOException {
        var unused = wire.readUntil(text);
    }

    @Override
    public boolean ended() throws IOException {
        return wire.ended();
    }

    @Override
    public boolean seenCut() throws IOException {
        try {
            return !wire.readToEnd().endsWith(Wire.LAST_CHUNK);
        } catch (SocketException e) {
            return true;
        }
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
