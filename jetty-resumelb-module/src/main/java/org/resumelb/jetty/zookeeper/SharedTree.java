package org.resumelb.jetty.zookeeper;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.state.ConnectionState;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.settings.LiveSettings;
import org.resumelb.zookeeper.ClientLogs;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.OwnNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load balancer's link to the tree: reports workers, applies settings, counts load balancers and keeps the
 * balancer's own node. Starts at once, whether ZooKeeper is there or not, and goes on with what it knows while
 * ZooKeeper is away. Thread-safe; what ZooKeeper tells is handled on one thread.
 */
public final class SharedTree extends AbstractLifeCycle implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTree.class);

    /** Time for a worker to register again, beyond the session timeout. */
    private static final long REGISTRATION_MILLIS = 2_000;

    private static final long STOP_MILLIS = 5_000;

    /** A ZooKeeper that has not answered for so long is said to be absent. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Settings.ZooKeeper settings;
    private final List<WorkerAddress> staticWorkers;
    private final IntConsumer balancers;
    private final CuratorFramework client;
    private final CuratorCache cache;
    private final MembershipFile file;
    private final TreeSettings treeSettings;
    private final WorkerNodes workerNodes = new WorkerNodes();
    private final LastKnown lastKnown;
    private final Presence presence;
    private final AtomicBoolean refreshDue = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "resumelb-zookeeper");
        thread.setDaemon(true);
        return thread;
    });

    // Confined to the executor's thread.
    private boolean initialized;
    private @Nullable Consumer<Collection<WorkerAddress>> listener;
    private Map<String, WorkerAddress> members = Map.of();
    private @Nullable OwnNode ownNode;

    /**
     * Makes a link, not yet started.
     *
     * @param staticWorkers members in any case
     * @param defaults settings where the tree says nothing
     * @param target puts settings in force, or throws an {@link IllegalArgumentException} that says why not
     * @param balancers told how many load balancers there are
     */
    public SharedTree(
            Settings.ZooKeeper settings,
            List<WorkerAddress> staticWorkers,
            LiveSettings defaults,
            Consumer<LiveSettings> target,
            IntConsumer balancers) {
        this.settings = settings;
        this.staticWorkers = List.copyOf(staticWorkers);
        this.balancers = balancers;
        client = settings.access().client();
        cache = CuratorCache.build(client, settings.paths().root());
        file = new MembershipFile(settings.membershipFile());
        presence = new Presence(settings.access());
        treeSettings = new TreeSettings(settings.paths().root(), defaults, target);
        long patienceMillis = settings.access().sessionTimeoutMillis() + REGISTRATION_MILLIS;
        lastKnown = new LastKnown(System::nanoTime, TimeUnit.MILLISECONDS.toNanos(patienceMillis));
    }

    /** The link's client, for tests that interrupt it. */
    CuratorFramework client() {
        return client;
    }

    /** Begins to report: at once whom settings name and who was found last, then whom ZooKeeper shows. */
    @Override
    public void start(Consumer<Collection<WorkerAddress>> newListener) {
        Map<String, WorkerAddress> remembered = new LinkedHashMap<>();
        file.read().forEach(worker -> remembered.put(worker.name(), worker));
        newListener.accept(withStatic(remembered));
        later(() -> {
            listener = newListener;
            members = Map.copyOf(remembered);
            lastKnown.remember(remembered);
            refresh();
        });
    }

    @Override
    protected void doStart() {
        ClientLogs.quieten();
        client.getConnectionStateListenable().addListener((source, state) -> later(() -> stateChanged(state)));
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forInitialized(() -> later(() -> {
                            initialized = true;
                            refresh();
                        }))
                        .forAll((type, before, after) -> refreshSoon())
                        .build());
        // Curator starts without waiting, but resolves names.
        later(() -> {
            client.start();
            cache.start();
        });
        later(presence::expected, TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
    }

    private void stateChanged(ConnectionState state) {
        if (state.isConnected()) {
            presence.came();
            lastKnown.connected();
        } else if (presence.went()) {
            lastKnown.disconnected();
        }
        refresh();
    }

    private void refreshSoon() {
        if (refreshDue.compareAndSet(false, true)) {
            later(() -> {
                refreshDue.set(false);
                refresh();
            });
        }
    }

    private void refresh() {
        Consumer<Collection<WorkerAddress>> reporting = listener;
        if (!initialized || reporting == null) {
            return;
        }
        TreeView tree = TreeView.of(cache, settings.paths());
        treeSettings.update(tree.settings().orElse(new byte[0]));
        balancers.accept(Math.max(tree.balancers().size(), 1));
        Map<String, WorkerAddress> now = lastKnown.update(workerNodes.read(tree.workers()));
        if (!now.equals(members)) {
            members = now;
            reporting.accept(withStatic(now));
            file.write(now.values());
        }
        lastKnown.nextDeadlineNanos().ifPresent(nanos -> later(this::refresh, nanos));
    }

    private Collection<WorkerAddress> withStatic(Map<String, WorkerAddress> found) {
        Map<String, WorkerAddress> all = new LinkedHashMap<>(found);
        staticWorkers.forEach(worker -> all.put(worker.name(), worker));
        return all.values();
    }

    /** Keeps a node for this load balancer from now on. */
    public void register(String address, Map<String, ?> description) {
        String path = settings.paths().balancers() + "/" + address;
        later(() -> {
            ownNode = new OwnNode(client, path, NodeJson.write(description));
            ownNode.start();
        });
    }

    private void later(Runnable task) {
        later(task, 0);
    }

    private void later(Runnable task, long delayNanos) {
        try {
            var unused = executor.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Stopped meanwhile.
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("What ZooKeeper told could not be handled", e);
        }
    }

    /** Ceases to report. The link itself ends when it is stopped. */
    @Override
    public void close() {
        later(() -> listener = null);
    }

    @Override
    protected void doStop() throws Exception {
        later(() -> {
            if (ownNode != null) {
                ownNode.close();
            }
            cache.close();
            client.close();
            executor.shutdownNow();
        });
        if (!executor.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }
}
