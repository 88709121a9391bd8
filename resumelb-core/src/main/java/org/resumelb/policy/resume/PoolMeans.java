package org.resumelb.policy.resume;

import java.util.function.Supplier;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;

/**
 * Averages over classes and workers, used where nothing is known yet about a single one. Times are in milliseconds. Not
 * thread-safe.
 */
final class PoolMeans {
    private static final double WEIGHT = 0.05;
    /** The part that each request keeps of the sums that compare workers' times with ours. */
    private static final double TOLD_KEPT = 0.9999;

    /** From this share of serving on, reported times count as pure serving: the difference may be chance. */
    private static final double ALL_SERVING = 0.85;

    /** Below this share of serving, it is not chance. */
    private static final double NOT_ALL_SERVING = 0.6;

    private static final double MIN_SERVING = 0.02;

    /** Anything below is noise, and 0 cannot be divided by. */
    static final double MIN_MILLIS = 0.1;

    private static final double OPEN_WEIGHT = 0.01;

    private static final double ASSUMED_WARM_SHARE = 1.0 / 3;
    private static final int ASSUMED_REQUESTS = 20;

    /**
     * Time that all workers together recently lost on replicas that had been warm: the cost of caches that are too
     * small, not of new classes.
     */
    final Decaying contestedMillis = new Decaying();

    /** The time that the requests of which that is a part took. */
    final Decaying knownMillis = new Decaying();

    final Concurrency concurrency = new Concurrency();
    private double warmMillis = Double.NaN;
    private double coldMillis = Double.NaN;
    private double setupMillis = Double.NaN;
    /** Time that requests recently took, all together. */
    final Decaying workMillis = new Decaying();

    /** What affinity gains, over all classes. */
    AffinityTest affinity = new AffinityTest();

    private int withoutGain;
    private final Supplier<ResumeSettings> settings;
    private double now;
    private int open;
    private int held;
    private double meanOpen;

    /** The expected time of all requests in flight or held back. */
    private double aheadMillis;

    private double meanAheadMillis;
    private double ownMillis;
    private double toldMillis;

    /** Knows nothing yet; reads the settings whenever they are needed. */
    PoolMeans(Supplier<ResumeSettings> settings) {
        this.settings = settings;
    }

    /** One more request was sent to one of this many workers, and is expected to take this long. */
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

    /** This many more requests are held back, which are expected to take this long together; fewer if negative. */
    void held(int more, double millis) {
        held += more;
        ahead(millis);
    }

    private void ahead(double more) {
        // What rounding leaves must not add up.
        aheadMillis = open + held == 0 ? 0 : Math.max(0, aheadMillis + more);
    }

    /**
     * The clock of caches: it advances by one window while each worker gets, on average, as many requests as the
     * setting {@code window} says. What caches keep depends on the requests that came since, not on time.
     */
    double now() {
        return now;
    }

    /** The value in force. */
    double setting(ResumeParameter parameter) {
        return settings.get().get(parameter);
    }

    /**
     * A warm request took this long by our own measurement, after its turn had come, and that long by the workers'
     * reports.
     */
    void sawTold(double own, double told) {
        ownMillis = ownMillis * TOLD_KEPT + own;
        toldMillis = toldMillis * TOLD_KEPT + told;
    }

    /** Whether workers say how long their misses take. */
    boolean isTold() {
        return toldMillis > 0;
    }

    /**
     * How much of the times that workers report is serving. A server with more threads than it can serve at once takes
     * up all requests immediately, and their times include waiting for each other.
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
     * The time of a warm request as a part of the mean time of all. Assumed to be a third until measured: a pool starts
     * from the assumption that affinity helps.
     */
    double warmShare() {
        return Math.min(1, affinity.warmMean(ASSUMED_WARM_SHARE, ASSUMED_REQUESTS));
    }

    /** Mean time of a request without misses; NaN before the first. */
    double warmMillis() {
        return warmMillis;
    }

    /** Mean time of a request without misses; one millisecond before the first. */
    double warmOrGuess() {
        return Double.isNaN(warmMillis) ? 1 : warmMillis;
    }

    /** Whether a first request of a class on a worker was seen. */
    boolean isColdKnown() {
        return !Double.isNaN(coldMillis);
    }

    /**
     * Mean time lost by the first request of a class on a worker; before the first was seen, the time of a warm
     * request.
     */
    double coldMillis() {
        return Math.max(MIN_MILLIS, Double.isNaN(coldMillis) ? warmOrGuess() : coldMillis);
    }

    /** Mean time lost until a worker was warm for a class. */
    double setupMillis() {
        return Double.isNaN(setupMillis) ? coldMillis() : setupMillis;
    }

    /** This many more classes gain nothing by affinity; fewer if negative. */
    void withoutGain(int more) {
        withoutGain += more;
    }

    int withoutGain() {
        return withoutGain;
    }

    /** Forgets the times, but not the open requests. */
    void forget() {
        warmMillis = Double.NaN;
        coldMillis = Double.NaN;
        setupMillis = Double.NaN;
        affinity = new AffinityTest();
    }

    /** How long a request waits at one of this many workers, smoothed. */
    double waitMillis(int workers) {
        return meanAheadMillis / (Math.max(1, workers) * concurrency.value());
    }

    /** Requests in flight or held back, smoothed, for each one that a worker can serve at once. */
    double loadFactor(int workers) {
        return meanOpen / (Math.max(1, workers) * concurrency.value());
    }
}
