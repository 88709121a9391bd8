package org.resumelb.resume;

/**
 * How well a worker serves one request class. Times that the worker did not report, or that cannot be meant because
 * they are negative or exceed {@link Report#MAX_MILLIS}, are {@link Double#NaN}. Immutable.
 *
 * @param score requests/second that the worker manages for the class; finite and positive
 * @param requests number of requests of the class that the worker remembers; 0 if not reported
 * @param meanMillis mean time of a request, in milliseconds
 * @param missMillis mean time that a request spent on cache misses, in milliseconds
 * @param idleMillis time since the worker's last request of the class, in milliseconds
 */
public record Skill(double score, long requests, double meanMillis, double missMillis, double idleMillis) {
    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if the score is not finite and positive
     */
    public Skill {
        if (!(score > 0) || Double.isInfinite(score)) {
            throw new IllegalArgumentException("score: " + score + " (expected: a finite number > 0)");
        }
        meanMillis = sensible(meanMillis);
        missMillis = sensible(missMillis);
    }

    private static double sensible(double millis) {
        return millis >= 0 && millis <= Report.MAX_MILLIS ? millis : Double.NaN;
    }

    /**
     * Mean time of a request in milliseconds; derived from the score if the worker did not report it. {@link
     * Double#NaN} if that cannot be meant.
     */
    public double millis() {
        return Double.isNaN(meanMillis) ? sensible(1000 / score) : meanMillis;
    }

    /** A skill with a score and nothing else. */
    public static Skill ofScore(double score) {
        return new Skill(score, 0, Double.NaN, Double.NaN, Double.NaN);
    }
}
