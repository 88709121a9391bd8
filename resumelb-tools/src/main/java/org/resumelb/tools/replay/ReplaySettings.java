package org.resumelb.tools.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to play a log.
 *
 * @param target scheme, host and port to which all requests go; the log's host goes into the Host header
 * @param concurrency number of clients, each with one request at a time and the next one as soon as that is answered
 * @param timeout after which a request without an answer counts as failed
 * @param errorStatus smallest status that counts as an error: 500, or 400 where every page is known to exist
 */
public record ReplaySettings(URI target, int concurrency, Duration timeout, int errorStatus) {
    /** Checks the values. */
    public ReplaySettings {
        if (target.getHost() == null || !List.of("http", "https").contains(target.getScheme())) {
            throw new IllegalArgumentException("target: " + target + " (expected: http(s)://host[:port])");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: >= 1)");
        }
    }
}
