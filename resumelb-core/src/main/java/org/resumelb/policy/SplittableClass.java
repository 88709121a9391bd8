package org.resumelb.policy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    final String name;
    final Traits traits;
    private final PoolMeans pool;
    private final long hash;
    private final Decaying workMillis = new Decaying();
    private final Familiarity familiarity = new Familiarity();
    private Placement whole;
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
        whole = new Placement(hash, traits);
    }

    /** Where a request is served. */
    Placement placement(int contentHash) {
        if (buckets.length == 0) {
            return whole;
        }
        int number = (int) Hashing.mix(contentHash) & (buckets.length - 1);
        Placement bucket = buckets[number];
        if (bucket == null) {
            bucket = new Placement(Hashing.mix(hash + number + 1), traits);
            buckets[number] = bucket;
        }
        return bucket;
    }

    boolean isSplit() {
        return buckets.length > 0;
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

    private int bucketsWanted(int workers) {
        double gain = (lostOnUnknown - lostOnKnown) / traits.coldMillis();
        double work = workers * workMillis.at(pool.turns()) / pool.workMillis.at(pool.turns());
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
            whole = new Placement(hash, traits);
        }
    }
}
