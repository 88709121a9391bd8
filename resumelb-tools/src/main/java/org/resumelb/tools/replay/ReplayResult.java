package org.resumelb.tools.replay;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The result of a replay.
 *
 * @param requests requests sent
 * @param errors requests without an answer, and answers with a status that counts as an error
 * @param statuses number of answers with each status
 * @param failures number of requests without an answer, by reason
 * @param elapsedNanos time from the first request to the last answer
 * @param latencyNanos time from sending a request to the last byte of its answer; failed requests are not included
 */
public record ReplayResult(
        long requests,
        long errors,
        Map<Integer, Long> statuses,
        Map<String, Long> failures,
        long elapsedNanos,
        Histogram latencyNanos) {

    /** Requests answered or failed per second of the replay. */
    public double requestsPerSecond() {
        return elapsedNanos == 0 ? 0 : (double) requests * TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
    }

    /**
     * The latency in milliseconds that the given share of the answers did not exceed.
     *
     * @param percentile 0 to 100
     */
    public double latencyMillis(double percentile) {
        return (double) latencyNanos.getValueAtPercentile(percentile) / TimeUnit.MILLISECONDS.toNanos(1);
    }
}
