package org.resumelb.endtoend.toolkit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A load: a fixed number of requests is under way at any time, until enough were sent or it is stopped. It counts the
 * answers by what kind of request they answer and how. Thread-safe.
 */
public final class Load {
    /** Makes and sends the request of a number; called by many threads. */
    @FunctionalInterface
    public interface Shooter {
        Shot shoot(long number);
    }

    /**
     * A request under way.
     *
     * @param kind what it is counted as
     */
    public record Shot(String kind, CompletableFuture<Answer> answer) {}

    private final Shooter shooter;
    private final AtomicLong next = new AtomicLong();
    private final CountDownLatch lanes;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    /** The first of each outcome but 200. */
    private final Map<String, Answer> examples = new ConcurrentHashMap<>();

    private volatile long total;

    private Load(int concurrency, long total, Shooter shooter) {
        this.shooter = shooter;
        this.total = total;
        this.lanes = new CountDownLatch(concurrency);
    }

    /** Starts a load that lasts until it is stopped. */
    public static Load start(int concurrency, Shooter shooter) {
        return start(concurrency, Long.MAX_VALUE, shooter);
    }

    /** Starts a load of so many requests. */
    public static Load start(int concurrency, long total, Shooter shooter) {
        Load load = new Load(concurrency, total, shooter);
        for (int lane = 0; lane < concurrency; lane++) {
            load.shootNext();
        }
        return load;
    }

    private void shootNext() {
        long number = next.getAndIncrement();
        if (number >= total) {
            lanes.countDown();
            return;
        }
        Shot shot = shooter.shoot(number);
        // In another thread, lest answers that come at once make the stack grow.
        var unused = shot.answer.thenAcceptAsync(answer -> {
            count(shot.kind, answer);
            shootNext();
        });
    }

    private void count(String kind, Answer answer) {
        String outcome = kind + " " + answer.outcome();
        counts.computeIfAbsent(outcome, key -> new LongAdder()).increment();
        if (!answer.isOk()) {
            examples.putIfAbsent(outcome, answer);
        }
    }

    /** How many answers of this kind came with this outcome, a status or {@code failed}. */
    public long count(String kind, String outcome) {
        LongAdder count = counts.get(kind + " " + outcome);
        return count == null ? 0 : count.sum();
    }

    /** How many answers of this kind came. */
    public long count(String kind) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + " "))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** How many answers came. */
    public long count() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Waits until so many more answers have come. */
    public void awaitMore(long answers, Duration limit) {
        long enough = count() + answers;
        Await.until(answers + " more answers", limit, () -> count() >= enough);
    }

    /** Sends no more and waits for what is under way. */
    public Load stop(Duration limit) {
        total = 0;
        return join(limit);
    }

    /** Waits for the last answer. */
    public Load join(Duration limit) {
        try {
            if (!lanes.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("requests are under way after " + limit + ": " + this);
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(new TreeMap<>(counts).toString());
        examples.forEach((outcome, answer) ->
                text.append("\n").append(outcome).append(", for example: ").append(answer));
        return text.toString();
    }
}
