package org.resumelb.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * Least connections, ignoring résumés: the worker with the smallest backlog; ties go to the least recently used. The
 * baseline that résumés have to beat.
 */
public final class LeastBacklogPolicy implements Policy {
    static final String NAME = "least-backlog";

    private final TreeSet<Place> places = new TreeSet<>(Place.ORDER);
    private final Map<Worker, Place> placeOf = new HashMap<>();
    private long firstUse;
    private long lastUse;

    public LeastBacklogPolicy(PoolView pool) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void join(Worker worker) {
        firstUse--;
        put(new Place(worker.backlog() + worker.othersBacklog(), firstUse, worker));
    }

    @Override
    public void leave(Worker worker) {
        remove(worker);
    }

    @Override
    public void relearn(Worker worker) {
        // Résumés do not matter here.
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        // Résumés do not matter here.
    }

    @Override
    public @Nullable Choice choose(PoolRequest request, Candidates candidates) {
        return least(candidates);
    }

    private @Nullable Worker least(Candidates candidates) {
        for (Place place : places) {
            if (candidates.admits(place.worker)) {
                return place.worker;
            }
        }
        return null;
    }

    @Override
    public void full(Worker worker, boolean isFull) {
        Place place = placeOf.get(worker);
        if (place != null && isFull) {
            places.remove(place);
        } else if (place != null) {
            places.add(place);
        }
    }

    @Override
    public void reported(Worker worker) {
        Place old = remove(worker);
        if (old != null) {
            put(new Place(worker.backlog() + worker.othersBacklog(), old.use, worker));
        }
    }

    @Override
    public void acquired(Lease lease) {
        Worker worker = lease.worker();
        lastUse++;
        remove(worker);
        put(new Place(worker.backlog() + worker.othersBacklog(), lastUse, worker));
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        reported(lease.worker());
    }

    private void put(Place place) {
        // A full one is put among the others when it has room again.
        if (!place.worker.isFull()) {
            places.add(place);
        }
        placeOf.put(place.worker, place);
    }

    private @Nullable Place remove(Worker worker) {
        Place place = placeOf.remove(worker);
        if (place != null) {
            places.remove(place);
        }
        return place;
    }

    @Override
    public void forget(String requestClass) {
        // Nothing is remembered of classes.
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Explanation explain(PoolRequest request, Candidates admitted) {
        String requestClass = request.requestClass();
        @Nullable Worker chosen = least(admitted);
        if (chosen == null) {
            return new Explanation(
                    requestClass,
                    NAME,
                    null,
                    placeOf.isEmpty() ? "no worker serves" : "no worker that may get it has room",
                    List.of());
        }
        List<Candidate> candidates = places.stream()
                .limit(10)
                .map(place -> candidate(place.worker, chosen))
                .toList();
        return new Explanation(requestClass, NAME, chosen.name(), "smallest backlog", candidates);
    }

    private static Candidate candidate(Worker worker, Worker chosen) {
        String verdict = worker == chosen ? "chosen" : "more backlog or used later";
        return new Candidate(worker.name(), 0, worker.backlog(), worker.meanBacklog(), verdict, null);
    }

    /** A worker's place: by backlog, then by its last use, a running number. */
    private record Place(int backlog, long use, Worker worker) {
        static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::backlog).thenComparingLong(Place::use);
    }
}
