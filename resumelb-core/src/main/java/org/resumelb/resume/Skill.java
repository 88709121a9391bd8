package org.resumelb.resume;

/**
 * How well a worker does one request class. Times that the worker did not report are {@link Double#NaN}, as are those that
 * no worker could mean: above {@link Report#MAX_MILLIS}. Immutable.
 *
 * @param score requests/second the worker manages for the class; finite and positive
 * @param requests how many requests of the class the worker remembers; 0 when not reported
 * @param meanMillis mean time of a request, in milliseconds
 * @param missMillis mean time that a request spent on cache misses, in milliseconds
 * @param idleMillis time since the worker's last request of the class, in milliseconds
 */
public record Skill(double score, long requests, double meanMillis, double missMillis, double idleMillis) {
    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException when the score is not finite and positive
     */
    public Skill {
        if (!(score > 0) || Double.isInfinite(score)) {
            throw new IllegalArgumentException("score: " + score + " (expected: a finite number > 0)");
        }
        meanMillis = sensible(meanMillis);
        missMillis = sensible(missMillis);
    }

    private static double sensible(double millis) {
        return millis <= Report.MAX_MILLIS ? millis : Double.NaN;
    }

    /** Mean time of a request in milliseconds; by the score if the worker did not report it. */
    public double millis() {
        return Double.isNaN(meanMillis) ? 1000 / score : meanMillis;
    }

    /** A skill of which nothing but the score is known. */
    public static Skill ofScore(double score) {
        return new Skill(score, 0, Double.NaN, Double.NaN, Double.NaN);
    }
}
