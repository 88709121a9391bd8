package org.resumelb.pool;

/**
 * When a worker that fails requests is left out for a while. Immutable.
 *
 * @param failures requests that fail in a row, to which the worker gave no answer or 502, 503 or 504; 0 for no ejection
 * @param baseMillis how long the first ejection lasts; the next ones twice, three times as long and so on
 * @param maxMillis how long one lasts at most
 */
public record EjectionSettings(int failures, long baseMillis, long maxMillis) {
    public static final EjectionSettings DEFAULTS = new EjectionSettings(5, 10_000, 300_000);

    /** No worker is ever left out. */
    public static final EjectionSettings NONE = new EjectionSettings(0, 1, 1);

    /**
     * Checks each setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and what was expected
     */
    public EjectionSettings {
        require(failures >= 0, "failures", failures, "a whole number >= 0");
        require(baseMillis >= 1, "baseMillis", baseMillis, "a whole number >= 1");
        require(maxMillis >= baseMillis, "maxMillis", maxMillis, "a whole number >= baseMillis");
    }

    private static void require(boolean holds, String name, long value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    boolean none() {
        return failures == 0;
    }
}
