package org.resumelb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.resumelb.pool.HealthChange.Kind;

/**
 * Leaves out workers that fail requests, for a while, and never more than half of those that could serve: when all
 * fail, the load balancer had better serve anyway. Guarded by the pool's lock.
 */
final class Ejections {
    /** Fewer requests say nothing of a rate. */
    static final int MIN_REQUESTS = 20;

    /** How far above that of the others a worker's share of failed requests may be. */
    static final double MAX_EXCESS = 0.3;

    private EjectionSettings settings = EjectionSettings.NONE;
    private long count;
    private int out;
    private List<HealthChange> news = new ArrayList<>();

    void settings(EjectionSettings newSettings) {
        settings = newSettings;
    }

    /** How many there were. */
    long count() {
        return count;
    }

    /** Whether a worker is left out now. */
    boolean any() {
        return out > 0;
    }

    /** What happened since it was asked last. */
    List<HealthChange> takeNews() {
        if (news.isEmpty()) {
            return List.of();
        }
        List<HealthChange> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    /** Judges a worker of which a request failed; returns whether it is ejected now and was not before. */
    boolean judge(Worker worker, Collection<Worker> workers, long nowNanos) {
        if (settings.none() || worker.group() == null || worker.handover() != null) {
            return false;
        }
        List<Worker> peers = workers.stream()
                .filter(peer -> peer.home() == worker.home() && peer.handover() == null)
                .toList();
        String reason = reason(worker, peers, nowNanos);
        if (reason.isEmpty()) {
            return false;
        }
        if (outOf(peers) + 1 > peers.size() / 2) {
            keep(worker, reason);
            return false;
        }
        // Of the name, not by chance: what matters is that workers do not return together.
        double jitter = HashFraction.of(worker.name() + worker.health().ejections());
        long millis = worker.health().eject(settings, jitter, nowNanos);
        count++;
        out++;
        news.add(new HealthChange(Kind.EJECTED, worker.name(), worker.health().ejections(), millis, reason));
        return true;
    }

    private void keep(Worker worker, String reason) {
        if (!worker.health().kept) {
            worker.health().kept = true;
            news.add(new HealthChange(Kind.KEPT, worker.name(), worker.health().ejections(), 0, reason));
        }
    }

    /** Why a worker is to be ejected; empty when it is not. */
    private String reason(Worker worker, List<Worker> peers, long nowNanos) {
        WorkerHealth health = worker.health();
        if (health.failuresInARow() >= settings.failures()) {
            return health.failuresInARow() + " requests in a row failed";
        }
        int requests = health.requests(nowNanos);
        int failures = health.failures(nowNanos);
        boolean high = requests >= MIN_REQUESTS && failures > MAX_EXCESS * requests;
        boolean excessive = high && failures > (rateOfOthers(worker, peers, nowNanos) + MAX_EXCESS) * requests;
        return excessive && isTheWorkers(worker, peers, nowNanos)
                ? failures + " of " + requests + " requests failed, far more than elsewhere"
                : "";
    }

    private static double rateOfOthers(Worker worker, List<Worker> peers, long nowNanos) {
        long requests = 0;
        long failures = 0;
        for (Worker peer : peers) {
            if (peer != worker) {
                requests += peer.health().requests(nowNanos);
                failures += peer.health().failures(nowNanos);
            }
        }
        return requests == 0 ? 0 : (double) failures / requests;
    }

    /** A class that fails wherever it is would have one worker after the other ejected. */
    private static boolean isTheWorkers(Worker worker, List<Worker> peers, long nowNanos) {
        long failed = worker.health().failedClasses(nowNanos);
        boolean one = Long.bitCount(failed | worker.health().servedClasses(nowNanos)) == 1;
        return Long.bitCount(failed) > 1
                || (one
                        && peers.stream()
                                .anyMatch(
                                        peer -> peer != worker && (peer.health().servedClasses(nowNanos) & failed) != 0));
    }

    private static int outOf(List<Worker> peers) {
        return (int) peers.stream().filter(peer -> peer.health().isEjected()).count();
    }

    /** Readmits workers whose time is over; returns whether there were any. */
    boolean readmitDue(Collection<Worker> workers, long nowNanos) {
        boolean any = false;
        if (out > 0) {
            for (Worker worker : workers) {
                if (worker.health().isEjected() && worker.health().untilReturnNanos(nowNanos) <= 0) {
                    readmit(worker, "its time is over", nowNanos);
                    any = true;
                }
            }
        }
        return any;
    }

    /** Readmits, of workers that could serve together, those above half of them; the last ejected first. */
    void readmitAboveHalf(List<Worker> peers, long nowNanos) {
        int surplus = outOf(peers) - peers.size() / 2;
        if (surplus > 0) {
            peers.stream()
                    .filter(peer -> peer.health().isEjected())
                    .sorted(Comparator.<Worker>comparingLong(peer -> peer.health().ejectedNanos())
                            .reversed())
                    .limit(surplus)
                    .forEach(peer -> readmit(peer, "too few are left", nowNanos));
        }
    }

    /** A worker has left, and whatever is said against it is forgotten. */
    void forget(Worker worker, long nowNanos) {
        if (worker.health().isEjected()) {
            worker.health().readmit(nowNanos);
            out--;
        }
    }

    void readmit(Worker worker, String reason, long nowNanos) {
        if (worker.health().isEjected()) {
            forget(worker, nowNanos);
            news.add(new HealthChange(Kind.RETURNED, worker.name(), worker.health().ejections(), 0, reason));
        }
    }
}
