package org.resumelb.jetty.admin.verdict;

import java.util.Locale;

/** How bad a condition is, worst first. */
public enum Severity {
    /** Clients feel it. */
    CRITICAL(2),
    /** Somebody should see to it. */
    WARNING(1),
    /** Good to know. */
    OK(0);

    private final int level;

    Severity(int level) {
        this.level = level;
    }

    /** The number that metrics and exit codes use. */
    public int level() {
        return level;
    }

    /** The word that pages and the command line use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
