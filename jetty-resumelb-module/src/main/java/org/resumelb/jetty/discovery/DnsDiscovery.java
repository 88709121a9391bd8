package org.resumelb.jetty.discovery;

import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of a DNS name, looked up periodically: each is a worker. A lookup that fails, or finds no address,
 * changes nothing and is logged once. Thread-safe.
 */
public final class DnsDiscovery implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(DnsDiscovery.class);

    /** How long the start waits for the first answer; a name server may take much longer to fail. */
    private static final long FIRST_ANSWER_MILLIS = 2_000;

    private final DnsWorkers name;
    private final long intervalMillis;
    private final Resolver resolver;
    private volatile DiscoveryState state = DiscoveryState.OK;
    private volatile @Nullable Rounds rounds;

    // Written by start, then by the rounds only.
    private Consumer<Collection<WorkerAddress>> listener = workers -> {};
    private List<WorkerAddress> workers = List.of();

    /**
     * Creates a source that does not look anything up yet.
     *
     * @param intervalMillis pause between two lookups
     */
    public DnsDiscovery(DnsWorkers name, long intervalMillis, Resolver resolver) {
        this.name = name;
        this.intervalMillis = intervalMillis;
        this.resolver = resolver;
    }

    @Override
    public void start(Consumer<Collection<WorkerAddress>> newListener) {
        listener = newListener;
        listener.accept(workers);
        CountDownLatch answered = new CountDownLatch(1);
        rounds = new Rounds(
                "resumelb-dns-" + name.host(),
                () -> {
                    lookUp();
                    answered.countDown();
                },
                intervalMillis);
        try {
            var unused = answered.await(FIRST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUp() {
        try {
            // In an order of their own: servers rotate theirs.
            List<WorkerAddress> found = resolver.addresses(name.host()).stream()
                    .distinct()
                    .sorted()
                    .map(name::at)
                    .toList();
            state = DiscoveryState.OK;
            if (!found.equals(workers)) {
                LOG.info("{} now has {} addresses, {} before", name.text(), found.size(), workers.size());
                workers = found;
                listener.accept(found);
            }
        } catch (UnknownHostException e) {
            failed();
        }
    }

    private void failed() {
        if (state.equals(DiscoveryState.OK)) {
            LOG.warn(
                    "{} cannot be looked up (expected: a name that has addresses); the {} workers known so far stay",
                    name.text(),
                    workers.size());
        }
        state = new DiscoveryState(DiscoveryState.AWAY, name.text() + " cannot be looked up");
    }

    @Override
    public DiscoveryState state() {
        return state;
    }

    @Override
    public void close() {
        Rounds present = rounds;
        if (present != null) {
            present.close();
        }
    }
}
