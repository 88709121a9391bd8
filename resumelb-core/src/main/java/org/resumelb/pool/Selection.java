package org.resumelb.pool;

import java.util.Locale;

/** How a request's class stood to the worker that got the request, at the moment when it was sent. */
public enum Selection {
    /** The class was at home there: the worker knew it. */
    HOME,
    /** The class was at home elsewhere, and the worker was new to it. */
    RECRUIT,
    /** The class was at home nowhere. */
    UNSKILLED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that metrics, logs and pages use. */
    public String word() {
        return word;
    }
}
