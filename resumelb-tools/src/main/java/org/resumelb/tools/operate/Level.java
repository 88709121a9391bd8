package org.resumelb.tools.operate;

import java.util.Locale;

/** How bad something is, by the conventions of monitoring plugins; in ascending order of importance. */
enum Level {
    OK(0),
    UNKNOWN(3),
    WARNING(1),
    CRITICAL(2);

    private final int exitCode;

    Level(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** The level that a load balancer names, in any case. */
    static Level of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ok" -> OK;
            case "warning" -> WARNING;
            case "critical" -> CRITICAL;
            default -> UNKNOWN;
        };
    }
}
