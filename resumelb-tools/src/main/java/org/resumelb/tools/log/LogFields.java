package org.resumelb.tools.log;

import nl.basjes.parse.core.Field;
import org.jspecify.annotations.Nullable;

/**
 * What the log parser extracts from one line. It is public, with setters, because the parser calls it by reflection;
 * each line gets a new one.
 */
public final class LogFields {
    @Nullable
    String requestLine;

    @Nullable
    String serverName;

    @Nullable
    String serverPort;

    long epochMillis;
    long bytes;

    /** Made by the parser. */
    public LogFields() {}

    /** Virtual host and port, as far as the line contains them. */
    @Nullable
    String virtualHost() {
        return serverName == null || serverPort == null ? serverName : serverName + ":" + serverPort;
    }

    /** The request's first line, with the log's escapes already undone. */
    @Field("HTTP.FIRSTLINE:request.firstline")
    public void setRequestLine(String requestLine) {
        this.requestLine = requestLine;
    }

    /** The virtual host. */
    @Field("STRING:connection.server.name.canonical")
    public void setServerName(String serverName) {
        this.serverName = serverName;
    }

    /** The virtual host's port. */
    @Field("PORT:request.server.port.canonical")
    public void setServerPort(String serverPort) {
        this.serverPort = serverPort;
    }

    /** When the server received the request. */
    @Field("TIME.EPOCH:request.receive.time.epoch")
    public void setEpochMillis(Long epochMillis) {
        this.epochMillis = epochMillis;
    }

    /** Size of the response's body. */
    @Field("BYTES:response.body.bytes")
    public void setBytes(Long bytes) {
        this.bytes = bytes;
    }
}
