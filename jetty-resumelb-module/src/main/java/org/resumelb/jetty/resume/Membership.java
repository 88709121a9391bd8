package org.resumelb.jetty.resume;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Worker;

/**
 * Keeps the pool's members and their résumé streams as discovery reports them. A worker that stays in the report keeps
 * its stream. A worker that is no longer reported gets no new requests from that moment on, but keeps its stream for a
 * short time in case it is reported again: so a flapping worker is not connected twice and loses nothing. Thread-safe:
 * reports are processed one at a time, while holding this object's monitor.
 */
public final class Membership extends AbstractLifeCycle {
    /** How long the start waits to hear from the workers that are known by then. */
    private static final long START_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Discovery discovery;
    private final StreamContext context;
    private final DrainedNames drained;
    private final long returnMillis;

    /** By name; guarded by this. */
    private final Map<String, ResumeStream> streams = new HashMap<>();

    /** Keeps members as reported by a discovery that does not flap. */
    public Membership(Discovery discovery, StreamContext context) {
        this(discovery, context, 0, null);
    }

    /**
     * Keeps members as reported by discovery.
     *
     * @param returnMillis how long a worker that is no longer reported is kept, in case it returns
     * @param drainedFile stores the names of drained workers; {@code null} to keep them only in memory
     */
    public Membership(Discovery discovery, StreamContext context, long returnMillis, @Nullable Path drainedFile) {
        this.discovery = discovery;
        this.context = context;
        this.drained = new DrainedNames(context.pool(), drainedFile == null ? null : new DrainedFile(drainedFile));
        this.returnMillis = returnMillis;
    }

    @Override
    protected void doStart() throws InterruptedException {
        discovery.start(this::report);
        awaitFirstResumes();
    }

    /**
     * Gives the workers' résumés time to arrive before the server listens: otherwise the first requests would go to the
     * worker heard first, skilled or not.
     */
    private void awaitFirstResumes() throws InterruptedException {
        List<ResumeStream> first;
        synchronized (this) {
            first = List.copyOf(streams.values());
        }
        long end = System.nanoTime() + START_PATIENCE_NANOS;
        for (ResumeStream stream : first) {
            stream.awaitFirstNews(end - System.nanoTime());
        }
    }

    @Override
    protected void doStop() {
        discovery.close();
        synchronized (this) {
            List.copyOf(streams.values()).forEach(this::leave);
        }
    }

    private synchronized void report(Collection<WorkerAddress> members) {
        Map<String, WorkerAddress> byName = new LinkedHashMap<>();
        members.forEach(address -> byName.put(address.name(), address));
        List.copyOf(streams.values()).stream()
                .filter(stream -> !byName.containsKey(stream.address().name()))
                .forEach(this::withdraw);
        byName.values().forEach(this::enter);
    }

    private void enter(WorkerAddress address) {
        ResumeStream present = streams.get(address.name());
        if (present != null && present.address().equals(address)) {
            if (present.returned()) {
                var unused = context.pool().register(address);
                present.connect();
            }
            return;
        }
        if (present != null) {
            present.stop();
        }
        Worker worker = context.pool().register(address);
        drained.entered(worker.name());
        ResumeStream stream = new ResumeStream(context, address, worker);
        streams.put(address.name(), stream);
        stream.connect();
    }

    private void withdraw(ResumeStream stream) {
        if (returnMillis == 0) {
            leave(stream);
        } else if (stream.withdrawn()) {
            context.pool().withdraw(stream.worker());
            var unused = context.scheduler()
                    .schedule(() -> leaveUnlessReturned(stream), returnMillis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void leaveUnlessReturned(ResumeStream stream) {
        boolean present = streams.get(stream.address().name()) == stream;
        if (present && stream.isOverdue(TimeUnit.MILLISECONDS.toNanos(returnMillis))) {
            leave(stream);
        }
    }

    private void leave(ResumeStream stream) {
        streams.remove(stream.address().name());
        stream.stop();
        context.pool().unregister(stream.worker());
    }

    /**
     * Drains a worker, its classes one after the other within a time; requests in flight finish. A drained worker that
     * leaves and returns is still drained.
     *
     * @param seconds the time; 0 to drain immediately
     * @return whether there is such a member
     */
    public boolean drain(String worker, int seconds) {
        return drained.drain(worker, seconds);
    }

    /**
     * Undrains a worker.
     *
     * @return whether there is such a member, or was one when it was drained
     */
    public boolean undrain(String worker) {
        return drained.undrain(worker);
    }

    /** Why a worker has no résumé, in a few words; empty if it has one, or is not a member. */
    public synchronized String reason(String worker) {
        ResumeStream stream = streams.get(worker);
        return stream == null ? "" : stream.reason();
    }

    /** A request could not reach a worker, so what was last heard from it may be out of date. */
    public void suspect(Worker worker) {
        ResumeStream stream;
        synchronized (this) {
            stream = streams.get(worker.name());
        }
        if (stream != null) {
            stream.connect();
        }
    }
}
