package org.resumelb.jetty.admin.verdict;

import java.util.Locale;

/** How bad a condition is, worst first. */
public enum Severity {
    /** Clients feel it. */
    CRITICAL,
    /** Somebody should see to it. */
    WARNING,
    /** Good to know. */
    OK;

    /** The word that pages and the command line use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
