package org.resumelb.servlet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches which classifier the load balancers use to name classes, and drops the recorder's skills when it changes.
 *
 * <p>A fingerprint never seen before is adopted at once: somebody has repaired the classifier. While several load
 * balancers change over, requests classified by the old one still arrive. They are served but not recorded while the
 * new one is in use; the old one is readopted only after {@value #QUIET_SECONDS} second without a request under the new
 * one. So load balancers that disagree cost the skills once, not with every request.
 *
 * <p>Thread-safe. {@code retired} and writes to {@code current} are guarded by {@code this}; the usual case, the
 * classifier in force, takes no lock.
 */
final class ClassifierWatch {

    /** Returned for a request that must not be recorded. */
    static final int IGNORED = -1;

    static final int QUIET_SECONDS = 1;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(QUIET_SECONDS);

    /** If each of many requests per second wrote the time it was seen, processors would contend for one cache line. */
    private static final long SEEN_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int RETIRED_KEPT = 8;

    private final Recorder recorder;
    private final Listener listener;
    private final Map<String, Boolean> retired = new LinkedHashMap<>();
    private volatile InForce current;
    private volatile long lastSeenNanos;

    private record InForce(@Nullable String fingerprint, int epoch) {}

    /** Called on each change, on the thread of the request that caused it. */
    interface Listener {
        void classifierChanged(@Nullable String before, String now);
    }

    ClassifierWatch(Recorder recorder, Listener listener) {
        this.recorder = recorder;
        this.listener = listener;
        this.current = new InForce(recorder.classifier(), 0);
    }

    /**
     * Records the arrival of a request.
     *
     * @param fingerprint the fingerprint that its load balancer sent, or null for the classifier in force
     * @return the epoch to record the request in, or {@link #IGNORED}
     */
    int epochAt(@Nullable String fingerprint, long nowNanos) {
        InForce inForce = current;
        if (fingerprint == null) {
            return inForce.epoch();
        }
        if (!fingerprint.equals(inForce.fingerprint())) {
            return change(fingerprint, nowNanos);
        }
        if (nowNanos - lastSeenNanos > SEEN_STEP_NANOS) {
            lastSeenNanos = nowNanos;
        }
        return inForce.epoch();
    }

    private int change(String fingerprint, long nowNanos) {
        InForce before;
        InForce adopted;
        synchronized (this) {
            before = current;
            boolean inUse = nowNanos - lastSeenNanos < QUIET_NANOS;
            if (fingerprint.equals(before.fingerprint())) {
                return before.epoch();
            }
            if (inUse && retired.containsKey(fingerprint)) {
                return IGNORED;
            }
            retire(before.fingerprint());
            retired.remove(fingerprint);
            lastSeenNanos = nowNanos;
            adopted = new InForce(fingerprint, recorder.adoptClassifier(fingerprint));
            current = adopted;
        }
        listener.classifierChanged(before.fingerprint(), fingerprint);
        return adopted.epoch();
    }

    private void retire(@Nullable String fingerprint) {
        if (fingerprint == null) {
            return;
        }
        retired.put(fingerprint, true);
        if (retired.size() > RETIRED_KEPT) {
            retired.remove(retired.keySet().iterator().next());
        }
    }
}
