package org.resumelb.policy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.ResumeParameter;

/**
 * A request class and where it is served: as a whole, or, where that helps, in buckets by the hash of the content, each
 * placed as if it were a class. Not thread-safe.
 *
 * <p>Splitting helps when a worker loses much less time on content that it served lately than on other content of the
 * class: then the content is what caches hold, not something that the whole class shares.
 */
final class SplittableClass {
    private static final int MAX_BUCKETS = 64;

    private static final int LEAST_SAMPLES = 20;
    private static final int SAMPLES_BETWEEN_CHECKS = 16;
    private static final double GAIN_WEIGHT = 0.02;

    /** For how long offered work counts, in windows: short, since a class that surges has to be noticed at once. */
    static final double OFFERED_WINDOW = 0.1;

    final String name;
    final Traits traits;
    private final PoolMeans pool;
    private final long hash;
    private final Decaying workMillis = new Decaying();
    private final Familiarity familiarity = new Familiarity();
    private final Decaying offeredMillis = new Decaying(OFFERED_WINDOW);
    private Placement whole;
    private final Containment containment = new Containment();
    private final Gain gain = new Gain();
    private boolean withoutGain;
    private int open;
    private boolean heldBack;
    private @Nullable Placement[] buckets = {};
    private double lostOnKnown;
    private double lostOnUnknown;
    private int known;
    private int unknown;

    SplittableClass(String name, PoolMeans pool) {
        this.name = name;
        this.pool = pool;
        traits = new Traits(pool);
        hash = Hashing.of(name);
        whole = new Placement(hash, this);
    }

    /** Where a request is served. */
    Placement placement(int contentHash) {
        if (buckets.length == 0) {
            return whole;
        }
        int number = (int) Hashing.mix(contentHash) & (buckets.length - 1);
        Placement bucket = buckets[number];
        if (bucket == null) {
            bucket = new Placement(Hashing.mix(hash + number + 1), this);
            buckets[number] = bucket;
        }
        return bucket;
    }

    boolean isSplit() {
        return buckets.length > 0;
    }

    /** A request was sent that is expected to take this long. */
    void begin(double millis) {
        open++;
        offeredMillis.add(millis, pool.now());
        pool.offeredMillis.add(millis, pool.now());
    }

    /** A request ended that took this long, of which it would have needed so much alone; returns whether others of the class were held back and may be tried again. */
    boolean end(double millis, double aloneMillis, int workers, double maxShare) {
        open--;
        if (containment.binds()) {
            containment.ended(this, pool, workers, maxShare);
        } else {
            pool.sawOthers(millis, aloneMillis);
        }
        boolean tryAgain = heldBack;
        heldBack = false;
        return tryAgain;
    }

    /** Requests sent to workers and not finished. */
    int open() {
        return open;
    }

    /** Whether one more request would be too much for the others. */
    boolean holdsBack(int workers, double maxShare) {
        heldBack = containment.holdsBack(this, pool, workers, maxShare);
        return heldBack;
    }

    /** The class's part of the work that all requests sent very lately were expected to be. */
    double offeredShare() {
        double all = pool.offeredMillis.at(pool.now());
        return all == 0 ? 0 : offeredMillis.at(pool.now()) / all;
    }

    /** Time that requests of the class took lately, of all time that requests took. */
    double workShare() {
        double all = pool.workMillis.at(pool.now());
        return all == 0 ? 0 : workMillis.at(pool.now()) / all;
    }

    /** The placement of the whole class; not used while it is split. */
    Placement whole() {
        return whole;
    }

    void forEachPlacement(Consumer<Placement> visitor) {
        visitor.accept(whole);
        for (Placement bucket : buckets) {
            if (bucket != null) {
                visitor.accept(bucket);
            }
        }
    }

    /** Notes that a worker is sent content, and returns whether it was sent the same lately. */
    boolean familiar(Backend backend, int contentHash) {
        return familiarity.note(backend.hash, contentHash);
    }

    /** A request took this long and lost so much of it; changes the buckets if that is called for. */
    void served(double millis, double lostMillis, boolean familiar, int workers) {
        workMillis.add(millis, pool.now());
        if (familiar) {
            known++;
            lostOnKnown += (lostMillis - lostOnKnown) * Math.max(GAIN_WEIGHT, 1.0 / known);
        } else {
            unknown++;
            lostOnUnknown += (lostMillis - lostOnUnknown) * Math.max(GAIN_WEIGHT, 1.0 / unknown);
        }
        if ((known + unknown) % SAMPLES_BETWEEN_CHECKS == 0 && Math.min(known, unknown) >= LEAST_SAMPLES) {
            resize(bucketsWanted(workers));
        }
    }

    /** A request took this long on a replica, of which it has not been told yet. */
    void measure(Replica replica, double millis) {
        double inWarmTimes = millis / traits.warmMillis();
        if (replica.isCold()) {
            gain.cold(inWarmTimes);
            pool.gain.cold(inWarmTimes);
        } else if (replica.isSetUp()) {
            gain.warm(inWarmTimes);
            pool.gain.warm(inWarmTimes);
        } else {
            return;
        }
        countGain(gain.verdict() == Affinity.Verdict.DOES_NOT_HELP);
    }

    /** The class is not remembered any more. */
    void forgotten() {
        countGain(false);
    }

    private void countGain(boolean none) {
        if (none != withoutGain) {
            withoutGain = none;
            pool.withoutGain(none ? 1 : -1);
        }
    }

    /** What affinity gains for this class. */
    Affinity affinity() {
        return gain.affinity();
    }

    private int bucketsWanted(int workers) {
        double gain = (lostOnUnknown - lostOnKnown) / traits.coldMillis();
        double work = workers * workShare();
        double least = pool.setting(ResumeParameter.SPLIT_GAIN);
        double bucketWork = pool.setting(ResumeParameter.BUCKET_WORK);
        // Harder to begin than to go on with, so that a class does not change all the time.
        boolean worthIt = isSplit() ? gain > least / 2 && work > bucketWork : gain > least && work > 2 * bucketWork;
        if (!worthIt || workers < 2) {
            return 0;
        }
        double most = Math.min(MAX_BUCKETS, 2.0 * workers);
        return Integer.highestOneBit((int) Math.min(most, Math.max(2, 2 * work / bucketWork)));
    }

    private void resize(int wanted) {
        boolean shrinks = wanted == 0 || wanted * 4 < buckets.length;
        if (isSplit() ? shrinks || wanted > buckets.length : wanted > 0) {
            buckets = new Placement[wanted];
            whole = new Placement(hash, this);
        }
    }
}
