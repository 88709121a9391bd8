package org.resumelb.policy.resume;

import org.jspecify.annotations.Nullable;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.ResumeParameter;

/**
 * What is measured of a class that makes up a noticeable part of the work: how much that is, what affinity gains for
 * it, and whether it should be split. Not thread-safe.
 *
 * <p>Splitting helps if a worker loses much less time on content that it served recently than on other content of the
 * class: then caches hold the content, not something that the whole class shares. The difference is about what a first
 * request loses if requests share nothing, and about nothing if they share most.
 *
 * <p>A split class shares less, and so would never be joined again, however wrong the split was. Therefore only workers
 * that are set up for the class are measured, since they have what it shares, and only while most of their requests
 * repeat earlier ones: while a cache fills, every class looks as if its requests shared nothing.
 */
final class ClassDetail {
    private static final int MAX_BUCKETS = 64;
    private static final int MIN_SAMPLES = 20;
    private static final int SAMPLES_BETWEEN_CHECKS = 16;
    private static final double LOSS_WEIGHT = 0.02;

    /** Content that a worker was sent at most this many requests ago is still held even by a small cache. */
    private static final int SURELY_CACHED = 32;

    /** The assumed capacity of all caches of the pool, in requests with different content. */
    private static final double CACHED_CONTENT = 65_536;

    private final ClassCosts costs;
    private final PoolMeans pool;
    private final Decaying workMillis = new Decaying();
    private final RecentContent recent = new RecentContent();
    private final AffinityTest affinity = new AffinityTest();
    private boolean withoutGain;
    private boolean forgotten;
    private @Nullable ReplicaSet[] buckets = {};
    private double lostOnKnown;
    private double lostOnUnknown;
    private int known;
    private int unknown;

    /** Requests for content that the worker had been sent before, recently or longer ago. */
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

    /** Forgets the replicas on workers that no longer serve. */
    void forgetGone(int membership) {
        for (ReplicaSet bucket : buckets) {
            if (bucket != null) {
                bucket.forgetGone(membership);
            }
        }
    }

    /** Records that content is sent to a worker, and returns how many requests ago it was sent the same, if known. */
    int note(Assignment assignment) {
        return recent.note(assignment.queue.hash, assignment.contentKey(), assignment.queue.ended());
    }

    /** A request took this long and lost that much of it; returns whether the class was split or joined as a result. */
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

    /** The recent share of the time of all requests that requests of the class took. */
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

    /** A request whose content was served just before took this multiple of the mean time. */
    void sawRepeated(Repetition repetition, double time) {
        affinity.repeated(repetition, time);
        countGain(affinity.verdict() == Affinity.Verdict.DOES_NOT_HELP);
    }

    /** The class is no longer remembered. */
    void forgotten() {
        countGain(false);
        forgotten = true;
    }

    private void countGain(boolean none) {
        // Requests still open may end later.
        if (none != withoutGain && !forgotten) {
            withoutGain = none;
            pool.withoutGain(none ? 1 : -1);
        }
    }

    /** What affinity gains for this class. */
    Affinity affinity() {
        return affinity.affinity();
    }
}
