package org.resumelb.jetty.admin.verdict;

import java.util.Locale;

/** How bad a condition is, worst first. */
public enum Severity {
    /** Clients are affected. */
    CRITICAL(2),
    /** Somebody should look into it. */
    WARNING(1),
    /** Good to know. */
    OK(0);

    private final int level;

    Severity(int level) {
        this.level = level;
    }

    /** The number used in metrics and exit codes. */
    public int level() {
        return level;
    }

    /** The word used in pages and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
