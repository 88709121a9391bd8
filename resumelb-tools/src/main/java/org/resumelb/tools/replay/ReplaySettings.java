package org.resumelb.tools.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to play a log.
 *
 * @param targets scheme, host and port of each server; requests go to one after the other, with the log's host in the
 *     Host header
 * @param concurrency number of clients, each with one request at a time, followed immediately by the next
 * @param timeout time after which a request without an answer counts as failed
 * @param errorStatus lowest status that counts as an error: 500, or 400 if every page is known to exist
 */
public record ReplaySettings(List<URI> targets, int concurrency, Duration timeout, int errorStatus) {
    /** Checks the values. */
    public ReplaySettings {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets: none (expected: at least one)");
        }
        targets.forEach(ReplaySettings::check);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: >= 1)");
        }
    }

    /** Sends all requests to one server. */
    public ReplaySettings(URI target, int concurrency, Duration timeout, int errorStatus) {
        this(List.of(target), concurrency, timeout, errorStatus);
    }

    private static void check(URI target) {
        if (target.getHost() == null || !List.of("http", "https").contains(target.getScheme())) {
            throw new IllegalArgumentException("target: " + target + " (expected: http(s)://host[:port])");
        }
    }
}
