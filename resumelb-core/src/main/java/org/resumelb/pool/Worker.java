package org.resumelb.pool;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final String name;
    private volatile WorkerAddress address;

    /** Least recently learnt first. */
    private Map<String, Skill> skills = new LinkedHashMap<>();

    private int reportedInFlight = -1;

    final DecayedBacklog backlog = new DecayedBacklog();
    final OpenLeases leases = new OpenLeases();
    boolean member = true;
    boolean connected;
    boolean draining;
    boolean serving;

    Worker(WorkerAddress address) {
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

    void reportedInFlight(int inFlight) {
        reportedInFlight = inFlight;
    }

    WorkerState state() {
        if (!connected) {
            return WorkerState.CONNECTING;
        }
        if (draining) {
            return WorkerState.DRAINING;
        }
        return serving ? WorkerState.ACTIVE : WorkerState.STANDBY;
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
