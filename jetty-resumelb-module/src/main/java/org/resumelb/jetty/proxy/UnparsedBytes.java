package org.resumelb.jetty.proxy;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP/1.1 connection has read and not parsed yet: pipelined requests. Jetty shows it only as what goes from
 * one protocol to the next in an upgrade. Not thread-safe; to be touched only while the connection neither reads nor
 * parses, as when it waits for an answer.
 */
final class UnparsedBytes {
    private final Connection.UpgradeFrom source;
    private final Connection.UpgradeTo target;
    private final int capacity;

    private UnparsedBytes(Connection.UpgradeFrom source, Connection.UpgradeTo target, int capacity) {
        this.source = source;
        this.target = target;
        this.capacity = capacity;
    }

    /** Those of a connection, {@code null} when it does not show them. */
    static @Nullable UnparsedBytes of(Connection connection) {
        return connection instanceof AbstractConnection sized
                        && connection instanceof Connection.UpgradeFrom source
                        && connection instanceof Connection.UpgradeTo target
                ? new UnparsedBytes(source, target, sized.getInputBufferSize())
                : null;
    }

    /** How many bytes can be added. What did not fit would be lost without a word, and so would the request it is of. */
    int makeRoom() {
        ByteBuffer present = source.onUpgradeFrom();
        if (present == null) {
            return capacity;
        }
        int room = Math.max(0, capacity - present.remaining());
        // Taken out and put back, it begins where the buffer begins.
        target.onUpgradeTo(present);
        return room;
    }

    /** Adds bytes behind those that there are, no more than there is room for. */
    void add(ByteBuffer bytes) {
        target.onUpgradeTo(bytes);
    }
}
