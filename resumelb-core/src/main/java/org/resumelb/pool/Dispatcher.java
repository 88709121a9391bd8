package org.resumelb.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/**
 * Opens and closes leases. A request that finds no room waits, for the worker that its policy chose or for any worker.
 * When a request ends, its room goes straight to the first waiting request that can use it: waiting requests are never
 * woken up to ask again. Guarded by the pool's lock.
 */
final class Dispatcher {
    private static final Comparator<Worker> MOST_HELD_FIRST = Comparator.<Worker>comparingInt(
                    worker -> worker.held().size())
            .reversed()
            .thenComparing(Worker::name);

    private final Operations operations;
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final WaitingRoom room = new WaitingRoom();

    /** Requests for which no worker could be chosen. */
    private final FairQueue unassigned = new FairQueue();

    /** Workers for which requests are held back. */
    private final TreeSet<Worker> holding = new TreeSet<>(MOST_HELD_FIRST);

    private final Eligibility eligibility = new Eligibility();
    private int capacity = Integer.MAX_VALUE;
    private long arrivals;

    Dispatcher(Operations operations, PoolContext context, ServingGroup main, ServingGroup canary) {
        this.operations = operations;
        this.context = context;
        this.main = main;
        this.canary = canary;
    }

    /** Sets the number of connections of each worker. */
    void capacity(int requests, Collection<Worker> workers, Effects effects) {
        capacity = PoolContext.requireAtLeast(1, "requests", requests);
        workers.forEach(this::fill);
        workers.forEach(worker -> serve(worker, effects));
    }

    WaitingRoom room() {
        return room;
    }

    /** Opens a lease if the request does not have to wait. */
    @Nullable
    Lease acquire(PoolRequest request) {
        Choice choice = choose(request);
        return choice != null && isFree(choice) ? open(request, choice, null) : null;
    }

    /** Whether a request with this choice would be sent at once. */
    private boolean isFree(Choice choice) {
        return choice.worker().held().isEmpty() && policyOf(choice.worker()).hasRoom(choice);
    }

    Waiter arrive(PoolRequest request, Receiver receiver, Effects effects) {
        Waiter waiter = new Waiter(operations, request, receiver, new Waiter.Arrival(arrivals++, context.nanoTime()));
        Choice choice = choose(request);
        if (choice != null && isFree(choice)) {
            effects.grant(receiver, open(request, choice, null));
            return waiter;
        }
        Waiter displaced = room.displacedBy(waiter);
        if (displaced != null) {
            effects.refuse(displaced.receiver);
            effects.add(() -> operations.listeners().refused(PoolObserver.Refusal.FULL));
        }
        if (displaced != waiter) {
            if (displaced != null) {
                leave(displaced);
            }
            room.enter(waiter);
            enqueue(waiter, displaced == null ? choice : choose(request));
        }
        return waiter;
    }

    private void enqueue(Waiter waiter, @Nullable Choice choice) {
        if (choice == null) {
            waiter.enter(unassigned);
            unassigned.add(waiter);
            return;
        }
        Worker worker = choice.worker();
        Policy policy = policyOf(worker);
        policy.held(choice);
        waiter.enter(choice, policy);
        holding.remove(worker);
        worker.held().add(waiter);
        holding.add(worker);
    }

    /** Takes a request out of its queue; returns whether it was in one. */
    boolean leave(Waiter waiter) {
        if (!waiter.isWaiting()) {
            return false;
        }
        room.leave(waiter);
        dequeue(waiter, FairQueue::remove);
        return true;
    }

    private void dequeue(Waiter waiter, Departure departure) {
        FairQueue queue = Objects.requireNonNull(waiter.queue());
        Choice choice = waiter.choice();
        if (choice == null) {
            departure.from(queue, waiter);
        } else {
            Worker worker = choice.worker();
            holding.remove(worker);
            departure.from(queue, waiter);
            if (!queue.isEmpty()) {
                holding.add(worker);
            }
            ServingGroup group = worker.group();
            if (group != null && waiter.wasChosenBy(group.policy())) {
                group.policy().unheld(choice);
            }
        }
        waiter.leave();
    }

    /** How a request leaves its queue: served or not. */
    @FunctionalInterface
    private interface Departure {
        void from(FairQueue queue, Waiter waiter);
    }

    /** Gives a worker's room to waiting requests. */
    void serve(Worker worker, Effects effects) {
        while (worker.group() != null && !worker.isFull()) {
            Waiter next = next(worker);
            if (next == null) {
                return;
            }
            grant(next, assign(next, worker), effects);
        }
    }

    /**
     * The next request for a worker's room: one that waits for it, or one that waits for any worker, or, if the worker
     * has a place free, one of the longest queue elsewhere.
     */
    private @Nullable Waiter next(Worker worker) {
        if (holding.isEmpty() && unassigned.isEmpty()) {
            return null;
        }
        Waiter own = worker.held().first(waiter -> suits(waiter, worker));
        if (own != null) {
            return own;
        }
        Waiter anybodys = unassigned.first(waiter -> suits(waiter, worker));
        if (anybodys != null || holding.isEmpty() || !policyOf(worker).hasFreePlace(worker)) {
            return anybodys;
        }
        return holding.first().held().oneOfTheNext(waiter -> wouldRatherHave(waiter, worker));
    }

    /** Whether a request that waits elsewhere would be sent to this worker if it arrived now. */
    private boolean wouldRatherHave(Waiter waiter, Worker worker) {
        Choice choice = choose(waiter.request);
        return choice != null && choice.worker() == worker && policyOf(worker).hasRoom(choice);
    }

    private boolean suits(Waiter waiter, Worker worker) {
        return isOpenTo(waiter.request, worker) && policyOf(worker).hasRoom(waiter.request, worker);
    }

    private boolean isOpenTo(PoolRequest request, Worker worker) {
        ServingGroup group = worker.group();
        boolean serves = group == main || group == groupFor(request.requestClass());
        return serves && eligibility.of(request).admits(worker);
    }

    /** Whether a worker has not handed a class over. */
    private boolean keeps(Worker worker, String requestClass) {
        Handover handover = worker.handover();
        return handover == null
                || (worker.skills().containsKey(requestClass) && handover.keeps(requestClass, context.nanoTime()));
    }

    private static Choice assign(Waiter waiter, Worker worker) {
        return policyOf(worker).assign(waiter.request, worker);
    }

    private void grant(Waiter waiter, Choice choice, Effects effects) {
        room.leave(waiter);
        dequeue(waiter, FairQueue::serve);
        effects.grant(waiter.receiver, open(waiter.request, choice, waiter));
    }

    /** Reassigns waiting requests after these workers or their policy changed. */
    void rearrange(Collection<Worker> workers, Effects effects) {
        workers.forEach(this::releaseStale);
        assignWaiting(effects);
        workers.forEach(worker -> serve(worker, effects));
    }

    /**
     * Assigns requests that wait for any worker to the one that can now be chosen, if there is one. Each is served before the
     * next one is assigned, so that those for which there is no room left wait for whoever has room first.
     */
    private void assignWaiting(Effects effects) {
        for (Waiter waiter : unassigned.inOrder()) {
            Choice choice = waiter.isWaiting() ? choose(waiter.request) : null;
            if (choice != null) {
                dequeue(waiter, FairQueue::remove);
                enqueue(waiter, choice);
                serve(choice.worker(), effects);
            }
        }
    }

    /**
     * Requests that wait for a worker that no longer serves or has handed their class over, or that a former policy chose,
     * wait for any worker from now on.
     */
    private void releaseStale(Worker worker) {
        ServingGroup group = worker.group();
        for (Waiter waiter : worker.held().inOrder()) {
            String requestClass = waiter.request.requestClass();
            if (group == null || !waiter.wasChosenBy(group.policy()) || !keeps(worker, requestClass)) {
                dequeue(waiter, FairQueue::remove);
                enqueue(waiter, null);
            }
        }
    }

    /** Called as time passes: workers may have room although no request ended. */
    void tick(Effects effects) {
        main.policy().tick();
        canary.policy().tick();
        List<Worker> holdingNow = List.copyOf(holding);
        holdingNow.stream().filter(worker -> worker.handover() != null).forEach(this::releaseStale);
        assignWaiting(effects);
        holdingNow.forEach(worker -> serveAnew(worker, effects));
    }

    /**
     * Gives away room that came with time. The worker may have done nothing to get it, so each request that waits for it is
     * chosen for anew.
     */
    private void serveAnew(Worker worker, Effects effects) {
        while (worker.group() != null && !worker.isFull()) {
            Waiter next = worker.held().first(waiter -> suits(waiter, worker));
            if (next == null) {
                break;
            }
            Choice choice = choose(next.request);
            if (choice == null || choice.worker() == worker) {
                grant(next, assign(next, worker), effects);
            } else {
                dequeue(next, FairQueue::remove);
                enqueue(next, choice);
                serve(choice.worker(), effects);
            }
        }
        serve(worker, effects);
    }

    ServingGroup groupFor(String requestClass) {
        boolean toCanary = canary.servingWorkers() > 0
                && HashFraction.covers(requestClass, context.settings().canary());
        return toCanary ? canary : main;
    }

    private @Nullable Choice choose(PoolRequest request) {
        ServingGroup group = groupFor(request.requestClass());
        Choice choice = group.policy().choose(request, eligibility.of(request));
        return choice != null || group == main ? choice : main.policy().choose(request, eligibility);
    }

    /** What {@link #acquire} would do, and why. */
    Explanation explain(PoolRequest request) {
        Choice choice = choose(request);
        ServingGroup group = choice == null
                ? groupFor(request.requestClass())
                : Objects.requireNonNull(choice.worker().group());
        Explanation explanation = group.policy().explain(request, eligibility.of(request));
        return choice == null || isFree(choice) ? explanation : explanation.held();
    }

    private Lease open(PoolRequest request, Choice choice, @Nullable Waiter waited) {
        Worker worker = choice.worker();
        ServingGroup group = Objects.requireNonNull(worker.group(), "a policy chose a worker that does not serve");
        Selection selection = group.policy().selection(request, choice);
        long now = context.nanoTime();
        // At least 1, so that it shows that there was a wait.
        long waitedNanos = waited == null ? 0 : Math.max(1, now - waited.arrivedNanos);
        Lease lease = new Lease(operations, request, group, choice, new Lease.Start(now, waitedNanos, selection));
        worker.begin(lease, context.workerDecay());
        group.backlog().rise(group.decay());
        fill(worker);
        group.policy().acquired(lease);
        return lease;
    }

    /** Ends an open lease; the caller then {@link #serve gives away} its room. */
    void close(Lease lease, Outcome outcome, Report report) {
        lease.markClosed(context.nanoTime());
        Worker worker = lease.worker();
        ServingGroup group = lease.group();
        group.backlog().fall(group.decay());
        worker.end(lease, context.workerDecay());
        worker.health().count(outcome, lease.requestClass(), context.nanoTime());
        if (report.hasInFlight() && context.balancers() > 1 && worker.group() != null) {
            // One more than now was in hand when it was written: this one.
            worker.reportedInFlight(Math.max(0, report.inFlight() - 1), true);
            worker.group().policy().reported(worker);
        }
        // How long a tunnel was open says nothing of how fast the worker is.
        group.policy().released(lease, lease.isDetached() ? Outcome.ABORTED : outcome, report);
        fill(worker);
    }

    /** Releases the connection that a request holds. */
    void detach(Lease lease, Effects effects) {
        if (!lease.isClosed() && !lease.isDetached()) {
            lease.markDetached();
            lease.worker().detachOne();
            lease.group().policy().detached(lease);
            fill(lease.worker());
            serve(lease.worker(), effects);
        }
    }

    /** Records whether a worker has a connection left. */
    private void fill(Worker worker) {
        boolean full = worker.occupied() >= capacity;
        if (full != worker.isFull()) {
            worker.full(full);
            ServingGroup group = worker.group();
            if (group != null) {
                group.policy().full(worker, full);
            }
        }
    }

    private static Policy policyOf(Worker worker) {
        return Objects.requireNonNull(worker.group(), "the worker does not serve")
                .policy();
    }

    /**
     * The workers that a request may get: not those that already failed it, are full, or have handed its class over.
     */
    private final class Eligibility implements Candidates {
        private String requestClass = "";
        private Set<Worker> failed = Set.of();

        Candidates of(PoolRequest request) {
            requestClass = request.requestClass();
            failed = request.failed();
            return this;
        }

        @Override
        public boolean admits(Worker worker) {
            if (worker.isFull() || (!failed.isEmpty() && failed.contains(worker))) {
                return false;
            }
            return keeps(worker, requestClass);
        }
    }
}
