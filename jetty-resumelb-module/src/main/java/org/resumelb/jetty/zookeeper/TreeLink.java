package org.resumelb.jetty.zookeeper;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.OwnNode;

/**
 * One link to the tree, from a start of the load balancer to its stop: a client, a thread, and what is known about
 * workers. All state is confined to the thread; the methods may be called on any.
 */
final class TreeLink {
    /** Time for a worker to register again, in addition to the session timeout. */
    private static final long REGISTRATION_MILLIS = 2_000;

    /** A ZooKeeper that has not responded for this long is reported as away. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Settings.ZooKeeper settings;
    private final Consumer<TreeView> target;
    private final CuratorFramework client;
    private final TreeThread thread = new TreeThread();
    private final TreeWatch tree;
    private final WorkerNodes workerNodes = new WorkerNodes();
    private final LastKnown lastKnown;
    private final Presence presence;
    private final MembershipFile file;

    // Confined to the thread.
    private @Nullable Consumer<Collection<WorkerAddress>> listener;
    private Map<String, WorkerAddress> members = Map.of();
    private @Nullable OwnNode ownNode;

    /**
     * Creates a link that is not started.
     *
     * @param target called with what the tree contains besides workers
     * @param file stores the workers found
     */
    TreeLink(Settings.ZooKeeper settings, Consumer<TreeView> target, MembershipFile file) {
        this.settings = settings;
        this.target = target;
        this.file = file;
        client = settings.access().client();
        tree = new TreeWatch(client, settings.paths(), thread, this::refresh);
        presence = new Presence(settings.access());
        long patienceMillis = settings.access().sessionTimeoutMillis() + REGISTRATION_MILLIS;
        lastKnown = new LastKnown(System::nanoTime, TimeUnit.MILLISECONDS.toNanos(patienceMillis));
    }

    CuratorFramework client() {
        return client;
    }

    void start() {
        client.getConnectionStateListenable().addListener((source, state) -> thread.later(() -> stateChanged(state)));
        // Curator starts without waiting, but resolves names.
        thread.later(() -> {
            client.start();
            tree.start();
        });
        thread.later(presence::expected, TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
    }

    /** Reports from now on; the remembered workers have already been reported. */
    void report(Consumer<Collection<WorkerAddress>> newListener, Map<String, WorkerAddress> remembered) {
        thread.later(() -> {
            listener = newListener;
            members = Map.copyOf(remembered);
            lastKnown.remember(remembered);
            refresh();
        });
    }

    void ceaseReporting() {
        thread.later(() -> listener = null);
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

    private void refresh() {
        Consumer<Collection<WorkerAddress>> reporting = listener;
        TreeView view = tree.view().orElse(null);
        if (view == null || reporting == null) {
            return;
        }
        if (!tree.unreadable().contains(settings.paths().root())) {
            target.accept(view);
        }
        lastKnown.hidden(!tree.unreadable().isEmpty());
        Map<String, WorkerAddress> now = lastKnown.update(workerNodes.read(view.workers()));
        if (!now.equals(members)) {
            members = now;
            reporting.accept(now.values());
            file.write(now.values());
        }
        lastKnown.nextDeadlineNanos().ifPresent(nanos -> thread.later(this::refresh, nanos));
    }

    /** Keeps a node for this load balancer from now on. */
    void register(String address, Map<String, ?> description) {
        String path = settings.paths().balancers() + "/" + address;
        thread.later(() -> {
            ownNode = new OwnNode(client, path, NodeJson.write(description));
            ownNode.start();
        });
    }

    DiscoveryState state() {
        if (!tree.unreadable().isEmpty()) {
            return new DiscoveryState(
                    DiscoveryState.UNREADABLE, "no permission to read " + String.join(", ", tree.unreadable()));
        }
        return presence.isAway()
                ? new DiscoveryState(DiscoveryState.AWAY, "ZooKeeper " + settings.access() + " does not answer")
                : DiscoveryState.OK;
    }

    /** Ends the link, waiting a few seconds at most. */
    void close() throws InterruptedException {
        thread.end(() -> {
            if (ownNode != null) {
                ownNode.close();
            }
            tree.close();
            client.close();
        });
    }
}
