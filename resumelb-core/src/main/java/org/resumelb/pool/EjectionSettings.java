package org.resumelb.pool;

/**
 * When a worker that fails requests is ejected for a while. Immutable.
 *
 * @param failures consecutive failed requests, which got no answer or 502, 503 or 504; 0 disables ejection
 * @param baseMillis length of the first ejection; the next ones last twice, three times as long and so on
 * @param maxMillis maximum length of an ejection
 */
public record EjectionSettings(int failures, long baseMillis, long maxMillis) {
    public static final EjectionSettings DEFAULTS = new EjectionSettings(5, 10_000, 300_000);

    /** Never ejects a worker. */
    public static final EjectionSettings NONE = new EjectionSettings(0, 1, 1);

    /**
     * Checks each setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and the expected form
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
