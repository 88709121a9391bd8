package org.resumelb.jetty.connector;

import java.util.List;
import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's loggers that would let clients flood the log with a line, or with more than they sent, for each malformed
 * request. Their level is set to errors, if Jetty's own logging is in use and they are not set to debug.
 */
final class QuietLoggers {
    private static final String JETTYS_OWN = "org.eclipse.jetty.logging.JettyLogger";

    private static final List<String> NAMES = List.of(
            "org.eclipse.jetty.util.HostPort",
            "org.eclipse.jetty.http.HttpParser",
            "org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection",
            "org.eclipse.jetty.server.NetworkConnectionLimit");

    private QuietLoggers() {}

    static void apply() {
        NAMES.stream()
                .map(LoggerFactory::getLogger)
                .filter(logger -> logger.getClass().getName().equals(JETTYS_OWN))
                .filter(logger -> !logger.isDebugEnabled())
                .forEach(Setter::quiet);
    }

    /** Loaded only if Jetty's logging is present. */
    private static final class Setter {
        private Setter() {}

        static void quiet(Logger logger) {
            ((JettyLogger) logger).setLevel(JettyLevel.ERROR);
        }
    }
}
