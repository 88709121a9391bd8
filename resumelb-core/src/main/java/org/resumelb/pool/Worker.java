package org.resumelb.pool;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Skill;

/**
 * One worker as the pool knows it. The same object stands for a worker while it is a member and until its last lease
 * ends, also when it goes and comes back in between; so it may be compared by identity.
 *
 * <p>{@link #name()} and {@link #address()} may be read by anyone. Everything else is guarded by the pool's lock and is for policies, which
 * are called under it.
 */
public final class Worker {
    /** A worker reports each second; after this time without a report its last one says nothing any more. */
    static final long REPORT_LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final LongSupplier nanoClock;
    private final String name;
    private volatile WorkerAddress address;

    /** Least recently learnt first. */
    private Map<String, Skill> skills = new LinkedHashMap<>();

    private int reportedInFlight = -1;
    private int othersBacklog;
    private long reportedNanos;

    final DecayedBacklog backlog = new DecayedBacklog();
    final OpenLeases leases = new OpenLeases();
    final WorkerHealth health = new WorkerHealth();
    boolean member = true;
    boolean connected;
    boolean draining;

    /** Discovery reports it no more, but it may return. */
    boolean withdrawn;

    /** How its classes leave it; {@code null} when they stay. */
    @Nullable
    Handover handover;

    /** Requests that are in its backlog and hold none of its connections. */
    int detached;

    /** Where it would serve if it was not ejected; {@code null} when it would not. */
    @Nullable
    ServingGroup home;

    /** Where it serves; {@code null} when it does not. */
    @Nullable
    ServingGroup group;

    Worker(WorkerAddress address, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.name = address.name();
        this.address = address;
    }

    /** The name, {@code host:port}. */
    public String name() {
        return name;
    }

    /** Where it is, as discovery said last. */
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

    /** The worker's résumé as last heard. A view, valid under the pool's lock only. */
    public Map<String, Skill> skills() {
        return Collections.unmodifiableMap(skills);
    }

    /** What the worker last said it has in flight for all load balancers together; -1 when it never did. */
    public int reportedInFlight() {
        return reportedInFlight;
    }

    /**
     * Requests that the worker has in hand from other load balancers: what it reported last beyond this one's backlog
     * at that moment. 0 when this is the only load balancer, or when the report is older than three seconds.
     */
    public int othersBacklog() {
        boolean fresh = nanoClock.getAsLong() - reportedNanos <= REPORT_LIFETIME_NANOS;
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

    /** Takes the worker's word for what it has in hand; with other load balancers about, some is theirs. */
    void reportedInFlight(int inFlight, boolean othersAbout) {
        reportedInFlight = inFlight;
        othersBacklog = othersAbout ? Math.max(inFlight - backlog(), 0) : 0;
        reportedNanos = nanoClock.getAsLong();
    }

    /** Requests that hold one of its connections. */
    int occupied() {
        return backlog() - detached;
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

    /** By name, though equality is identity: so a walk over a hash table of workers takes the same order in every run. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
