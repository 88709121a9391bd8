package org.resumelb.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter's init parameters. Immutable.
 *
 * @param history number of requests that a score remembers, and after which the résumé is recomputed and saved
 * @param maxSkillAge number of requests after which an unused class is dropped
 * @param resumeFile where the résumé survives restarts, or null
 * @param managementPath path within the context that load balancers ask
 * @param token secret that load balancers show, or null: then only clients on this machine are answered
 * @param maxClasses number of classes remembered
 * @param traceLog file that gets a line for each recorded request, or null
 */
record Settings(
        int history,
        long maxSkillAge,
        @Nullable Path resumeFile,
        String managementPath,
        @Nullable String token,
        int maxClasses,
        @Nullable Path traceLog) {

    /** The names of all parameters. */
    static final List<String> NAMES = List.of(
            "history", "maxSkillAge", "resumeFile", "managementPath", "token", "tokenFile", "maxClasses", "traceLog");

    private static final int DEFAULT_HISTORY = 9999;
    private static final int DEFAULT_MAX_CLASSES = 10_000;
    private static final int MOST_CLASSES = 10_000_000;

    /**
     * Reads and checks all parameters.
     *
     * @throws ServletException with one line that names the parameter, its value and the expected form
     */
    static Settings from(FilterConfig config) throws ServletException {
        InitParameters parameters = new InitParameters(config);
        int history = (int) parameters.number("history", DEFAULT_HISTORY, Integer.MAX_VALUE);
        Settings settings = new Settings(
                history,
                parameters.number("maxSkillAge", (long) Memory.SKILL_AGE_IN_HISTORIES * history, Long.MAX_VALUE),
                parameters.file("resumeFile"),
                parameters.path("managementPath", "/.resumelb"),
                parameters.secret("token", "tokenFile"),
                (int) parameters.number("maxClasses", DEFAULT_MAX_CLASSES, MOST_CLASSES),
                parameters.file("traceLog"));
        parameters.refuseOthers();
        return settings;
    }
}
