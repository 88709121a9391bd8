package org.resumelb.jetty.proxy;

import java.util.Locale;

/** Why a request was sent again. */
enum RetryReason {
    /** No worker had seen it. */
    UNSENT,
    /** Its worker was lost before it answered. */
    LOST,
    /** Its worker said that it has not begun. */
    REFUSED,
    /** Its worker had closed an idle connection. */
    STALE;

    /** The word that metrics use. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
