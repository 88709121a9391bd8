package org.resumelb.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * Four workers and sixteen clients in a time of their own. Workers write résumés by the filter's rule for errors: an
 * error counts as twice the mean of its class, and makes no skill.
 */
final class QuickErrorsStage {
    static final int WORKERS = 4;
    private static final int CLIENTS = 16;
    private static final int CLASSES = 40;
    private static final long MILLI = 1_000_000;
    private static final long SERVICE_NANOS = 20 * MILLI;
    private static final long COLD_NANOS = 100 * MILLI;
    private static final long ERROR_NANOS = MILLI / 10;

    /** A client's pause, so that a quick error does not let it send more than others do. */
    private static final long PAUSE_NANOS = 30 * MILLI;

    private final Random random = new Random(4);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Pool pool;
    private final Map<Worker, Map<String, Double>> meanSeconds = new HashMap<>();
    private final List<Worker> workers = new ArrayList<>();
    private String classes = "class";
    private long now;
    private boolean broken;
    private Outcome error = Outcome.ERROR;
    private int requests;
    private int onTheFirst;

    QuickErrorsStage(String policy, EjectionSettings ejection) {
        pool = new Pool(Policies.named(policy), PoolSettings.DEFAULTS, () -> now);
        pool.ejection(ejection);
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = pool.register(WorkerAddress.parse("http://w" + i + ":80"));
            pool.connected(worker, Resume.ofScores(Map.of()));
            workers.add(worker);
            meanSeconds.put(worker, new HashMap<>());
        }
        for (int i = 0; i < CLIENTS; i++) {
            events.add(new Event(i * MILLI, this::request));
        }
    }

    private record Event(long nanos, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return Long.compare(nanos, other.nanos);
        }
    }

    /** From now on the first worker answers 500 in no time. */
    void breakTheFirst() {
        breakTheFirst(Outcome.ERROR);
    }

    /** From now on all requests to the first worker end in no time, like this. */
    void breakTheFirst(Outcome how) {
        broken = true;
        error = how;
    }

    void mendTheFirst() {
        broken = false;
    }

    /** From now on clients ask for other things. */
    void changeClasses() {
        classes = "new";
    }

    /** Lets clients send for so many seconds, and counts anew. */
    void run(int seconds) {
        requests = 0;
        onTheFirst = 0;
        long end = now + seconds * 1_000L * MILLI;
        for (Event next = events.remove(); next.nanos < end; next = events.remove()) {
            now = next.nanos;
            next.action.run();
        }
        now = end;
    }

    /** Which share of the requests counted went to the first worker. */
    double shareOfTheFirst() {
        return (double) onTheFirst / requests;
    }

    long ejections() {
        return pool.status().ejections();
    }

    private void request() {
        pool.await(PoolRequest.of(classes + random.nextInt(CLASSES)), new Receiver() {
            @Override
            public void granted(Lease lease) {
                serve(lease);
            }

            @Override
            public void refused() {
                throw new IllegalStateException("as many may wait as want to");
            }
        });
    }

    private void serve(Lease lease) {
        boolean first = lease.worker() == workers.get(0);
        requests++;
        onTheFirst += first ? 1 : 0;
        boolean fails = first && broken;
        Map<String, Double> means = Objects.requireNonNull(meanSeconds.get(lease.worker()));
        boolean cold = !means.containsKey(lease.requestClass());
        long nanos = fails ? ERROR_NANOS : cold ? COLD_NANOS : SERVICE_NANOS;
        events.add(new Event(now + nanos, () -> end(lease, nanos, fails)));
    }

    private void end(Lease lease, long nanos, boolean failed) {
        Map<String, Double> means = Objects.requireNonNull(meanSeconds.get(lease.worker()));
        String requestClass = lease.requestClass();
        Double mean = means.get(requestClass);
        if (mean != null || !failed) {
            double seconds = failed ? Math.max(2 * Objects.requireNonNull(mean), nanos / 1e9) : nanos / 1e9;
            means.merge(requestClass, seconds, (old, fresh) -> 0.9 * old + 0.1 * fresh);
            double score = 1 / Objects.requireNonNull(means.get(requestClass));
            pool.learn(lease.worker(), Map.of(requestClass, Skill.ofScore(score)));
        }
        lease.close(failed ? error : Outcome.SUCCEEDED);
        events.add(new Event(now + PAUSE_NANOS, this::request));
    }
}
