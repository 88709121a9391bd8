package org.resumelb.servlet;

/** What is known about one class. Not thread-safe: owned by its {@link Recorder} and guarded by the recorder's lock. */
final class Skill {

    /** Weight of the newest request in the recent means; the first requests weigh more. */
    private static final double RECENT_WEIGHT = 0.1;

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String requestClass;
    private long generation;
    private double seconds;
    private double count;
    private double score;
    private long requests;
    private long measured;
    private double meanSeconds = Double.NaN;
    private long missesReported;
    private double meanMissSeconds = Double.NaN;
    private long lastUsedNanos;
    private double announcedScore;

    Skill(String requestClass) {
        this.requestClass = requestClass;
    }

    Skill(SavedSkill saved) {
        this.requestClass = saved.requestClass();
        this.seconds = saved.seconds();
        this.count = saved.count();
        this.score = saved.score();
        this.requests = saved.requests();
    }

    void add(double chargedSeconds, double decayed, long newGeneration) {
        seconds = seconds * decayed + chargedSeconds;
        count = count * decayed + 1;
        score = count / seconds;
        generation = newGeneration;
        requests++;
    }

    /** Updates the recent means, which do not decay by generations. */
    void noteTimes(double chargedSeconds, double missSeconds, long nowNanos) {
        measured++;
        meanSeconds = recentMean(meanSeconds, chargedSeconds, measured);
        if (!Double.isNaN(missSeconds)) {
            missesReported++;
            meanMissSeconds = recentMean(meanMissSeconds, missSeconds, missesReported);
        }
        lastUsedNanos = nowNanos;
    }

    private static double recentMean(double mean, double newest, long samples) {
        return samples == 1 ? newest : mean + (newest - mean) * Math.max(RECENT_WEIGHT, 1.0 / samples);
    }

    String requestClass() {
        return requestClass;
    }

    long generation() {
        return generation;
    }

    double meanServiceSeconds() {
        return 1 / score;
    }

    /**
     * Whether load balancers should be told the present score: it is new to them, or has moved by more than the share.
     */
    boolean differsFromAnnounced(double share) {
        return announcedScore == 0 || Math.abs(score - announcedScore) > share * announcedScore;
    }

    void announced() {
        announcedScore = score;
    }

    SavedSkill save() {
        return new SavedSkill(requestClass, score, seconds, count, requests);
    }

    Resume.Entry entry(long nowNanos) {
        return new Resume.Entry(
                requestClass,
                score,
                requests,
                meanSeconds * MILLIS_PER_SECOND,
                meanMissSeconds * MILLIS_PER_SECOND,
                measured == 0 ? -1 : Math.max(0, nowNanos - lastUsedNanos) / NANOS_PER_MILLI);
    }
}
