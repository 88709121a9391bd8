package org.resumelb.jetty.resume;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Worker;

/**
 * Keeps the pool's members and their résumé streams as discovery reports them. A worker that stays in the report keeps
 * its stream. Thread-safe: reports are taken one at a time, under this object's monitor.
 */
public final class Membership extends AbstractLifeCycle {
    private final Discovery discovery;
    private final StreamContext context;

    /** By name; guarded by this. */
    private final Map<String, ResumeStream> streams = new HashMap<>();

    public Membership(Discovery discovery, StreamContext context) {
        this.discovery = discovery;
        this.context = context;
    }

    @Override
    protected void doStart() {
        discovery.start(this::report);
    }

    @Override
    protected void doStop() {
        discovery.close();
        report(List.of());
    }

    private synchronized void report(Collection<WorkerAddress> members) {
        Map<String, WorkerAddress> byName = new LinkedHashMap<>();
        members.forEach(address -> byName.put(address.name(), address));
        List.copyOf(streams.values()).stream()
                .filter(stream -> !byName.containsKey(stream.address().name()))
                .forEach(this::leave);
        byName.values().forEach(this::enter);
    }

    private void enter(WorkerAddress address) {
        ResumeStream present = streams.get(address.name());
        if (present != null && present.address().equals(address)) {
            return;
        }
        if (present != null) {
            present.stop();
        }
        Worker worker = context.pool().register(address);
        ResumeStream stream = new ResumeStream(context, address, worker);
        streams.put(address.name(), stream);
        stream.connect();
    }

    private void leave(ResumeStream stream) {
        streams.remove(stream.address().name());
        stream.stop();
        context.pool().unregister(stream.worker());
    }

    /** A request could not reach a worker: what was heard of it last may be out of date. */
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
