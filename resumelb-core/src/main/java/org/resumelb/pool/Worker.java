package org.resumelb.pool;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Skill;

/**
 * One worker, as the pool knows it. The same object represents a worker while it is a member and until its last lease
 * ends, even if it leaves and returns in between, so workers may be compared by identity.
 *
 * <p>{@link #name()} and {@link #address()} may be read anywhere. Everything else is guarded by the pool's lock and
 * meant for policies, which are called while it is held.
 */
public final class Worker implements Choice {
    /** A worker reports each second; a report older than this means nothing. */
    static final long REPORT_LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PoolContext context;
    private final String name;
    private volatile WorkerAddress address;

    /** Least recently learnt first. */
    private Map<String, Skill> skills = new LinkedHashMap<>();

    private int reportedInFlight = -1;
    private int othersBacklog;
    private long reportedNanos;

    private final DecayedBacklog backlog = new DecayedBacklog();
    private final OpenLeases leases = new OpenLeases();
    private final WorkerHealth health = new WorkerHealth();
    private final FairQueue held = new FairQueue();
    private boolean member = true;
    private boolean connected;
    private boolean draining;
    private boolean full;

    /** Discovery no longer reports it, but it may return. */
    private boolean withdrawn;

    /** How its classes leave it; {@code null} if they stay. */
    private @Nullable Handover handover;

    /** Requests that are in its backlog but hold none of its connections. */
    private int detached;

    /** The version as which it is counted among the workers that could serve; {@code null} if it is not. */
    private @Nullable String countedVersion;

    /** The group in which it would serve if it were not ejected; {@code null} if there is none. */
    private @Nullable ServingGroup home;

    /** The group in which it serves; {@code null} if it does not serve. */
    private @Nullable ServingGroup group;

    Worker(WorkerAddress address, PoolContext context) {
        this.context = context;
        this.name = address.name();
        this.address = address;
    }

    /** The worker itself: the choice of a policy that keeps no state for a request. */
    @Override
    public Worker worker() {
        return this;
    }

    /** The name, {@code host:port}. */
    public String name() {
        return name;
    }

    /** Where the worker is, as last reported by discovery. */
    public WorkerAddress address() {
        return address;
    }

    /** Requests sent to the worker and not finished. */
    public int backlog() {
        return backlog.count();
    }

    /** The event-decayed mean of the backlog. */
    public double meanBacklog() {
        return backlog.mean();
    }

    /** The worker's latest résumé. A view, valid only while the pool's lock is held. */
    public Map<String, Skill> skills() {
        return Collections.unmodifiableMap(skills);
    }

    /** The requests in flight that the worker last reported for all load balancers together; -1 if it never did. */
    public int reportedInFlight() {
        return reportedInFlight;
    }

    /**
     * The worker's requests from other load balancers: its last report minus this load balancer's backlog at that
     * moment. 0 if this is the only load balancer, or if the report is older than three seconds.
     */
    public int othersBacklog() {
        boolean fresh = context.nanoTime() - reportedNanos <= REPORT_LIFETIME_NANOS;
        return fresh ? othersBacklog : 0;
    }

    @Nullable
    String version() {
        return address.version();
    }

    void address(WorkerAddress newAddress) {
        address = newAddress;
    }

    void replaceSkills(Map<String, Skill> owned, int maxClasses) {
        skills = owned;
        dropOldest(maxClasses);
    }

    void addSkills(Map<String, Skill> changed, int maxClasses) {
        changed.forEach((requestClass, skill) -> {
            skills.remove(requestClass);
            skills.put(requestClass, skill);
        });
        dropOldest(maxClasses);
    }

    private void dropOldest(int maxClasses) {
        Iterator<String> oldestFirst = skills.keySet().iterator();
        while (skills.size() > maxClasses) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    void forget(String requestClass) {
        skills.remove(requestClass);
    }

    /** Records the requests in flight that the worker reports; with other load balancers present, some are theirs. */
    void reportedInFlight(int inFlight, boolean othersAbout) {
        reportedInFlight = inFlight;
        othersBacklog = othersAbout ? Math.max(inFlight - backlog(), 0) : 0;
        reportedNanos = context.nanoTime();
    }

    /** Requests that hold one of its connections. */
    int occupied() {
        return backlog() - detached;
    }

    /** A request was sent. */
    void begin(Lease lease, double decay) {
        backlog.rise(decay);
        leases.add(lease);
    }

    /** A request ended. */
    void end(Lease lease, double decay) {
        backlog.fall(decay);
        leases.remove(lease);
        if (lease.isDetached()) {
            detached--;
        }
    }

    /** An open request gave its connection up. */
    void detachOne() {
        detached++;
    }

    WorkerHealth health() {
        return health;
    }

    /** Requests that wait for this worker. */
    FairQueue held() {
        return held;
    }

    /** It becomes a member, or remains one. */
    void enter() {
        member = true;
    }

    /** It is no longer a member. */
    void leave() {
        member = false;
        connected = false;
        withdrawn = false;
    }

    boolean isMember() {
        return member;
    }

    boolean isConnected() {
        return connected;
    }

    void connected(boolean isConnected) {
        connected = isConnected;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    void withdrawn(boolean isWithdrawn) {
        withdrawn = isWithdrawn;
    }

    boolean isDraining() {
        return draining;
    }

    void draining(boolean isDraining) {
        draining = isDraining;
    }

    /** Whether it has no connection left. */
    public boolean isFull() {
        return full;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    @Nullable
    Handover handover() {
        return handover;
    }

    void handover(@Nullable Handover newHandover) {
        handover = newHandover;
    }

    @Nullable
    String countedVersion() {
        return countedVersion;
    }

    void countedVersion(@Nullable String version) {
        countedVersion = version;
    }

    @Nullable
    ServingGroup home() {
        return home;
    }

    void home(@Nullable ServingGroup newHome) {
        home = newHome;
    }

    @Nullable
    ServingGroup group() {
        return group;
    }

    void group(@Nullable ServingGroup newGroup) {
        group = newGroup;
    }

    boolean isAble() {
        return connected && !draining && !withdrawn;
    }

    WorkerState state() {
        if (!connected) {
            return WorkerState.CONNECTING;
        }
        if (draining || withdrawn || handover != null) {
            return WorkerState.DRAINING;
        }
        return group != null ? WorkerState.ACTIVE : WorkerState.STANDBY;
    }

    PoolStatus.WorkerStatus status(long nowNanos) {
        Lease oldest = leases.oldest();
        long ageNanos = oldest == null ? 0 : nowNanos - oldest.startNanos();
        long handoverNanos = handover == null ? 0 : handover.remainingNanos(nowNanos);
        return new PoolStatus.WorkerStatus(
                name,
                state(),
                version(),
                backlog(),
                meanBacklog(),
                reportedInFlight,
                TimeUnit.NANOSECONDS.toMillis(ageNanos),
                skills.size(),
                TimeUnit.NANOSECONDS.toMillis(Math.max(0, health.untilReturnNanos(nowNanos))),
                TimeUnit.NANOSECONDS.toMillis(handoverNanos));
    }

    /**
     * Hashes the name, although equality is identity, so that iterating over a hash table of workers gives the same
     * order in every run.
     */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
