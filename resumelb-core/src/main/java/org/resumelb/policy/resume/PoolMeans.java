package org.resumelb.policy.resume;

import java.util.function.Supplier;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;

/**
 * What is known of classes and workers on average: it stands in for what is not known yet of a single one. Times are
 * in milliseconds. Not thread-safe.
 */
final class PoolMeans {
    private static final double WEIGHT = 0.05;
    /** What is kept at each request of the sums that compare workers' times with ours. */
    private static final double TOLD_KEPT = 0.9999;

    /** From this share of serving on, what workers say is taken to be all serving: the difference may be chance. */
    private static final double ALL_SERVING = 0.85;

    /** Below this share of serving, it is not chance. */
    private static final double NOT_ALL_SERVING = 0.6;

    private static final double MIN_SERVING = 0.02;

    /** Less than this is noise, and 0 could not be divided by. */
    static final double MIN_MILLIS = 0.1;

    private static final double OPEN_WEIGHT = 0.01;

    private static final double ASSUMED_WARM_SHARE = 1.0 / 3;
    private static final int ASSUMED_REQUESTS = 20;

    /** Time lost lately by all workers together on replicas that were warm once: what caches too small for all cost, not what is new. */
    final Decaying contestedMillis = new Decaying();

    final Concurrency concurrency = new Concurrency();
    private double warmMillis = Double.NaN;
    private double coldMillis = Double.NaN;
    private double setupMillis = Double.NaN;
    /** Time that requests took lately, all together. */
    final Decaying workMillis = new Decaying();

    /** What affinity gains, over all classes. */
    AffinityTest affinity = new AffinityTest();

    private int withoutGain;
    private final Supplier<ResumeSettings> settings;
    private double now;
    private int open;
    private int held;
    private double meanOpen;

    /** What all that is in hand or held back is expected to take. */
    private double aheadMillis;

    private double meanAheadMillis;
    private double ownMillis;
    private double toldMillis;

    /** Nothing known; the settings are asked for whenever they are needed. */
    PoolMeans(Supplier<ResumeSettings> settings) {
        this.settings = settings;
    }

    /** One more request was sent to one of so many workers, and is expected to take so long. */
    void begin(int workers, double millis) {
        now += 1.0 / (Math.max(1, workers) * setting(ResumeParameter.WINDOW));
        open++;
        aheadMillis += millis;
        meanOpen += (open + held - meanOpen) * OPEN_WEIGHT;
        meanAheadMillis += (aheadMillis - meanAheadMillis) * OPEN_WEIGHT;
    }

    void end(double millis) {
        open--;
        ahead(-millis);
    }

    /** So many more requests are held back, which are expected to take so long together, or less if negative. */
    void held(int more, double millis) {
        held += more;
        ahead(millis);
    }

    private void ahead(double more) {
        // What rounding leaves must not add up.
        aheadMillis = open + held == 0 ? 0 : Math.max(0, aheadMillis + more);
    }

    /**
     * The clock of caches: it advances by one window while each worker, on average, gets as many requests as the setting
     * {@code window} says. What caches keep depends on the requests that came since, not on time.
     */
    double now() {
        return now;
    }

    /** The value in force. */
    double setting(ResumeParameter parameter) {
        return settings.get().get(parameter);
    }

    /** A warm request took us so long once its turn had come; so long such requests take by what workers say. */
    void sawTold(double own, double told) {
        ownMillis = ownMillis * TOLD_KEPT + own;
        toldMillis = toldMillis * TOLD_KEPT + told;
    }

    /**
     * How much of the times that workers report is serving. A server with more threads than it can serve at a time takes up
     * all requests at once, and their times include waiting for each other.
     */
    double servingShare() {
        if (toldMillis <= 0) {
            return 1;
        }
        double share = Math.max(MIN_SERVING, ownMillis / toldMillis);
        double chance = (share - NOT_ALL_SERVING) / (ALL_SERVING - NOT_ALL_SERVING);
        return share >= ALL_SERVING ? 1 : share + (1 - share) * Math.max(0, chance);
    }

    void sawWarm(double millis) {
        warmMillis = Means.toward(warmMillis, millis, WEIGHT);
    }

    void sawCold(double millis) {
        coldMillis = Means.toward(coldMillis, millis, WEIGHT);
    }

    void sawSetup(double millis) {
        setupMillis = Means.toward(setupMillis, millis, WEIGHT);
    }

    /**
     * The time of a warm request as a part of the mean time of all. Until it was measured it is taken to be a third: that
     * affinity helps is what a pool begins with.
     */
    double warmShare() {
        return Math.min(1, affinity.warmMean(ASSUMED_WARM_SHARE, ASSUMED_REQUESTS));
    }

    /** Mean time of a request that misses nothing; NaN before the first. */
    double warmMillis() {
        return warmMillis;
    }

    /** Mean time of a request that misses nothing, a millisecond before the first. */
    double warmOrGuess() {
        return Double.isNaN(warmMillis) ? 1 : warmMillis;
    }

    /** Whether a first request of a class on a worker was seen. */
    boolean isColdKnown() {
        return !Double.isNaN(coldMillis);
    }

    /** Mean time lost by the first request of a class on a worker; as long as a warm one before the first was seen. */
    double coldMillis() {
        return Math.max(MIN_MILLIS, Double.isNaN(coldMillis) ? warmOrGuess() : coldMillis);
    }

    /** Mean time lost until a worker was warm for a class. */
    double setupMillis() {
        return Double.isNaN(setupMillis) ? coldMillis() : setupMillis;
    }

    /** So many classes more, or fewer if negative, gain nothing by affinity. */
    void withoutGain(int more) {
        withoutGain += more;
    }

    int withoutGain() {
        return withoutGain;
    }

    /** Forgets the times; not the requests that are open. */
    void forget() {
        warmMillis = Double.NaN;
        coldMillis = Double.NaN;
        setupMillis = Double.NaN;
        affinity = new AffinityTest();
    }

    /** How long a request waits at one of so many workers, smoothed. */
    double waitMillis(int workers) {
        return meanAheadMillis / (Math.max(1, workers) * concurrency.value());
    }

    /** Requests in hand, smoothed, for each one that a worker can serve at a time. */
    double loadFactor(int workers) {
        return meanOpen / (Math.max(1, workers) * concurrency.value());
    }
}
