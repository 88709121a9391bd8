package org.resumelb.policy.resume;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.ResumeParameter;

/**
 * What is measured of a class that makes a noticeable part of the work: how much that is, what affinity gains for it, and
 * whether it had better be split. Not thread-safe.
 *
 * <p>Splitting helps when a worker loses much less time on content that it served lately than on other content of the
 * class: then the content is what caches hold, not something that the whole class shares. The difference is about what a
 * first request loses where requests share nothing, and about nothing where they share most.
 *
 * <p>A class that is split shares less, and so would never be joined again, however wrong it was to split it. So only
 * workers that are set up for the class are asked, which have what it shares, and only when most of what they are asked for
 * comes again: while a cache fills, each class looks as if its requests shared nothing.
 */
final class ClassDetail {
    private static final int MAX_BUCKETS = 64;
    private static final int MIN_SAMPLES = 20;
    private static final int SAMPLES_BETWEEN_CHECKS = 16;
    private static final double LOSS_WEIGHT = 0.02;

    /** What a worker was sent so many requests ago at most, even a small cache still holds. */
    private static final int SURELY_CACHED = 32;

    /** What all caches of the pool are taken to hold, in requests of different content. */
    private static final double CACHED_CONTENT = 65_536;

    private final ClassCosts costs;
    private final PoolMeans pool;
    private final Decaying workMillis = new Decaying();
    private final RecentContent recent = new RecentContent();
    private final AffinityTest affinity = new AffinityTest();
    private boolean withoutGain;
    private @Nullable ReplicaSet[] buckets = {};
    private double lostOnKnown;
    private double lostOnUnknown;
    private int known;
    private int unknown;

    /** Requests for what the worker had been sent, lately or longer ago. */
    private int familiar;

    private int served;

    ClassDetail(ClassCosts costs) {
        this.costs = costs;
        pool = costs.pool();
    }

    boolean isSplit() {
        return buckets.length > 0;
    }

    /** The bucket for some content; {@code null} if the class is not split. */
    @Nullable
    ReplicaSet bucket(int contentHash, ClassState state) {
        if (buckets.length == 0) {
            return null;
        }
        int number = (int) Hashing.mix(contentHash) & (buckets.length - 1);
        ReplicaSet bucket = buckets[number];
        if (bucket == null) {
            bucket = new ReplicaSet(Hashing.mix(state.hash + number + 1), state);
            buckets[number] = bucket;
        }
        return bucket;
    }

    void forEachBucket(Consumer<ReplicaSet> visitor) {
        for (ReplicaSet bucket : buckets) {
            if (bucket != null) {
                visitor.accept(bucket);
            }
        }
    }

    /** Notes that a worker is sent content, and returns how many requests ago it was sent the same, if that is known. */
    int note(Assignment assignment) {
        return recent.note(assignment.queue.hash, assignment.contentKey(), assignment.queue.ended());
    }

    /** A request took this long and lost so much of it; returns whether the class was split or joined for it. */
    boolean served(Assignment assignment, double millis, double lostMillis, int workers) {
        workMillis.add(millis, pool.now());
        if (assignment.isToSetUp()) {
            compare(assignment, lostMillis);
        }
        if (++served % SAMPLES_BETWEEN_CHECKS != 0) {
            return false;
        }
        recent.fit(workShare() * CACHED_CONTENT);
        return Math.min(known, unknown) >= MIN_SAMPLES && resize(bucketsWanted(workers));
    }

    private void compare(Assignment assignment, double lostMillis) {
        if (!assignment.isFamiliar()) {
            unknown++;
            lostOnUnknown += (lostMillis - lostOnUnknown) * Math.max(LOSS_WEIGHT, 1.0 / unknown);
            return;
        }
        familiar++;
        if (assignment.contentAge() <= SURELY_CACHED) {
            known++;
            lostOnKnown += (lostMillis - lostOnKnown) * Math.max(LOSS_WEIGHT, 1.0 / known);
        }
    }

    /** Time that requests of the class took lately, of all time that requests took. */
    private double workShare() {
        double all = pool.workMillis.at(pool.now());
        return all == 0 ? 0 : workMillis.at(pool.now()) / all;
    }

    private int bucketsWanted(int workers) {
        double gain = (lostOnUnknown - lostOnKnown) / costs.coldMillis();
        double work = workers * workShare();
        double least = pool.setting(ResumeParameter.SPLIT_GAIN);
        double bucketWork = pool.setting(ResumeParameter.BUCKET_WORK);
        // Harder to begin than to go on with, so that a class does not change all the time.
        boolean begins = gain > least && work > 2 * bucketWork && familiar >= unknown;
        boolean worthIt = isSplit() ? gain > least / 2 && work > bucketWork : begins;
        if (!worthIt || workers < 2) {
            return 0;
        }
        double most = Math.min(MAX_BUCKETS, 2.0 * workers);
        return Integer.highestOneBit((int) Math.min(most, Math.max(2, 2 * work / bucketWork)));
    }

    private boolean resize(int wanted) {
        boolean shrinks = wanted == 0 || wanted * 4 < buckets.length;
        boolean changes = isSplit() ? shrinks || wanted > buckets.length : wanted > 0;
        if (changes) {
            buckets = new ReplicaSet[wanted];
        }
        return changes;
    }

    /** A first request on a worker took this multiple of the mean time. */
    void sawCold(double time) {
        affinity.cold(time);
        countGain(affinity.verdict() == Affinity.Verdict.DOES_NOT_HELP);
    }

    /** A request of which the like was served just before took this multiple of the mean time. */
    void sawRepeated(Repetition repetition, double time) {
        affinity.repeated(repetition, time);
        countGain(affinity.verdict() == Affinity.Verdict.DOES_NOT_HELP);
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
        return affinity.affinity();
    }
}
