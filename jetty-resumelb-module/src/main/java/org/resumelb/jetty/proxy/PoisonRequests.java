package org.resumelb.jetty.proxy;

import java.util.concurrent.atomic.LongAdder;
import org.resumelb.jetty.classifier.BoundedLog;
import org.slf4j.LoggerFactory;

/**
 * Requests that were lost together with the connections of two workers, which they may have brought down: they are not
 * tried on a third. Counted, and logged at a bounded rate. Thread-safe.
 */
public final class PoisonRequests {
    private static final int SHOWN_CHARACTERS = 200;

    private final LongAdder count = new LongAdder();
    private final BoundedLog log = new BoundedLog(LoggerFactory.getLogger(PoisonRequests.class));

    /** How many there were. */
    public long count() {
        return count.sum();
    }

    void note(String requestClass, String method, String uri) {
        count.increment();
        log.warn("Two workers were lost over one request, which is not tried on a third: class " + shown(requestClass)
                + ", " + shown(method + " " + uri));
    }

    /** Printable and short, so that a request cannot write lines of its own into the log. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARACTERS); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return shown.append(text.length() > SHOWN_CHARACTERS ? "...\"" : "\"").toString();
    }
}
