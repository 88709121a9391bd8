package org.resumelb.pool;

/**
 * A worker's health was judged anew. Immutable.
 *
 * @param worker the worker's name
 * @param ejections how often in succession it was ejected, this time included
 * @param millis how long it is left out; 0 for other kinds than {@link Kind#EJECTED}
 * @param reason why, in a few words
 */
public record HealthChange(Kind kind, String worker, int ejections, long millis, String reason) {
    public enum Kind {
        /** It gets nothing new for a while. */
        EJECTED,
        /** It is tried again. */
        RETURNED,
        /** It would be ejected if more than half of the workers did not fail: as it is, it serves. */
        KEPT
    }
}
