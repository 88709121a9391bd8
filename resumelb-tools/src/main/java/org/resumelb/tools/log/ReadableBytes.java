package org.resumelb.tools.log;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that ends where it cannot be read any further, so that buffering readers return everything that came before.
 * Not thread-safe.
 */
final class ReadableBytes extends FilterInputStream {
    private @Nullable IOException failure;

    ReadableBytes(InputStream in) {
        super(in);
    }

    /** Why it ended early; null if it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return failure == null ? super.read(buffer, offset, length) : -1;
        } catch (IOException e) {
            failure = e;
            return -1;
        }
    }
}
