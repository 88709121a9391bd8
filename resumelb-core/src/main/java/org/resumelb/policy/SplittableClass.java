package org.resumelb.policy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;

/**
 * A request class and where it is served: as a whole, or, where that helps, in buckets by the hash of the content, each
 * placed as if it were a class. Not thread-safe.
 *
 * <p>Splitting helps when a worker loses much less time on content that it served lately than on other content of the
 * class: then the content is what caches hold, not something that the whole class shares.
 */
final class SplittableClass {
    /** Work of a class, in workers, from which it may be split, and that of one bucket. */
    private static final double SPLIT_WORK = 0.1;

    private static final double BUCKET_WORK = 0.05;
    private static final int MAX_BUCKETS = 64;

    /** Advantage of content served before, as a share of the cold time, to split and to stay split. */
    private static final double SPLIT_GAIN = 0.6;

    private static final double STAY_GAIN = 0.3;

    private static final int LEAST_SAMPLES = 20;
    private static final int SAMPLES_BETWEEN_CHECKS = 16;
    private static final double GAIN_WEIGHT = 0.02;

    /** For how long offered work counts, in turns: short, since a class that surges has to be noticed at once. */
    static final double OFFERED_WINDOW = 170;

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
        offeredMillis.add(millis, pool.turns());
        pool.offeredMillis.add(millis, pool.turns());
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
        double all = pool.offeredMillis.at(pool.turns());
        return all == 0 ? 0 : offeredMillis.at(pool.turns()) / all;
    }

    /** Time that requests of the class took lately, of all time that requests took. */
    double workShare() {
        double all = pool.workMillis.at(pool.turns());
        return all == 0 ? 0 : workMillis.at(pool.turns()) / all;
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
        workMillis.add(millis, pool.turns());
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
        } else if (replica.isWarm()) {
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
        boolean worthIt =
                isSplit() ? gain > STAY_GAIN && work > SPLIT_WORK / 2 : gain > SPLIT_GAIN && work > SPLIT_WORK;
        if (!worthIt || workers < 2) {
            return 0;
        }
        double most = Math.min(MAX_BUCKETS, 2.0 * workers);
        return Integer.highestOneBit((int) Math.min(most, Math.max(2, 2 * work / BUCKET_WORK)));
    }

    private void resize(int wanted) {
        boolean shrinks = wanted == 0 || wanted * 4 < buckets.length;
        if (isSplit() ? shrinks || wanted > buckets.length : wanted > 0) {
            buckets = new Placement[wanted];
            whole = new Placement(hash, this);
        }
    }
}
