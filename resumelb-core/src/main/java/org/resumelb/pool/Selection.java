package org.resumelb.pool;

import java.util.Locale;

/** The relation of a request's class to the worker that got the request, at the moment when it was sent. */
public enum Selection {
    /** The class was at home there: the worker knew it. */
    HOME,
    /** The class was at home elsewhere, and the worker was new to it. */
    RECRUIT,
    /** The class was at home nowhere. */
    UNSKILLED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in metrics, logs and pages. */
    public String word() {
        return word;
    }
}
