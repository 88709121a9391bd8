package org.resumelb.tools.log;

import org.jspecify.annotations.Nullable;

/** A format in which servers log a request on one line. Not thread-safe. */
interface LineFormat {
    /** The line's request, or null if the line is not in this format or contains no request. */
    @Nullable
    LoggedRequest read(String line);
}
