package org.resumelb.tools.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log that simply ends where it cannot be read any further, for example because its gzip file was truncated: what
 * came before is still useful. Not thread-safe.
 */
public final class LogToItsEnd {
    private final Path file;
    private final AccessLogReader reader;
    private @Nullable IOException failure;

    /** Wraps a log that is open. */
    public LogToItsEnd(Path file, AccessLogReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** The next request, or null at the end. */
    public @Nullable LogEntry next() {
        try {
            return failure == null ? reader.next() : null;
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    /** Which file ends early, where and why; null if everything requested could be read. */
    public @Nullable String earlyEnd() {
        if (failure == null) {
            return null;
        }
        String why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return file + " ends early, after line " + reader.lines() + ": " + why;
    }
}
