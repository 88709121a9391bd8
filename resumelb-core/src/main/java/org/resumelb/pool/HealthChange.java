package org.resumelb.pool;

/**
 * A change in a worker's health. Immutable.
 *
 * @param worker the worker's name
 * @param ejections number of successive ejections, including this one
 * @param millis how long the worker is ejected; 0 for kinds other than {@link Kind#EJECTED}
 * @param reason why, in a few words
 */
public record HealthChange(Kind kind, String worker, int ejections, long millis, String reason) {
    public enum Kind {
        /** The worker gets no new requests for a while. */
        EJECTED,
        /** The worker is tried again. */
        RETURNED,
        /** The worker would be ejected, but half of the workers are ejected already, so it keeps serving. */
        KEPT
    }
}
