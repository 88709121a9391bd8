package org.resumelb.tools.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.log.LogEntry;

/** Supplies the requests of a log, one after the other. Called by one thread at a time. */
@FunctionalInterface
public interface LogSource {
    /** The next request, or null at the end. */
    @Nullable
    LogEntry next() throws IOException;
}
