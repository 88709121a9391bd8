package org.resumelb.pool;

/**
 * Whether it helps to send requests of a class to the workers that already know it, as measured: the time of a class's
 * first request on a worker (cold) against the time of a request whose content the same worker served just before
 * (warm). Immutable.
 *
 * @param coldOverWarm mean time of a cold request as a multiple of a warm one's; NaN before both were seen
 * @param coldRequests cold requests that were measured recently
 * @param warmRequests warm requests that were measured recently
 */
public record Affinity(Verdict verdict, double coldOverWarm, long coldRequests, long warmRequests) {
    /** Nothing was measured, or the policy in force does not measure it. */
    public static final Affinity UNKNOWN = new Affinity(Verdict.UNKNOWN, Double.NaN, 0, 0);

    /** What the measurement says. */
    public enum Verdict {
        /** Cold requests take longer, beyond statistical doubt. */
        HELPS("helps"),
        /** Cold requests take as long as warm ones, or nearly so: any worker would do. */
        DOES_NOT_HELP("does not help"),
        /** Too few requests were seen, or their times vary too much. */
        UNKNOWN("unknown");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
