package org.resumelb.tools.log;

import org.jspecify.annotations.Nullable;

/** A way in which servers write a request on one line. Not thread-safe. */
interface LineFormat {
    /** The line's request, or null if the line is not in this format or holds no request. */
    @Nullable
    LoggedRequest read(String line);
}
