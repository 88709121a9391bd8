package org.resumelb.jetty.zookeeper;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.curator.framework.CuratorFramework;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.settings.LiveSettings;
import org.resumelb.zookeeper.ClientLogs;

/**
 * The load balancer's part of the tree: reports workers, applies settings, counts load balancers and keeps the load
 * balancer's own node. Starts immediately, whether ZooKeeper is reachable or not, and continues with what it knows
 * while ZooKeeper is away. May be stopped and started again; each start creates a new link. Thread-safe.
 */
public final class SharedTree extends AbstractLifeCycle implements Discovery {
    private final Settings.ZooKeeper settings;
    private final IntConsumer balancers;
    private final MembershipFile file;

    /** Outlives links, since what it last applied stays in force until it is replaced. Used by one link at a time. */
    private final TreeSettings treeSettings;

    private volatile @Nullable TreeLink link;

    /**
     * Creates a tree that is not started.
     *
     * @param defaults settings where the tree says nothing
     * @param target puts settings in force, or throws an {@link IllegalArgumentException} that says why not
     * @param balancers called with the number of load balancers
     */
    public SharedTree(
            Settings.ZooKeeper settings, LiveSettings defaults, Consumer<LiveSettings> target, IntConsumer balancers) {
        this.settings = settings;
        this.balancers = balancers;
        file = new MembershipFile(settings.membershipFile());
        treeSettings = new TreeSettings(settings.paths().root(), defaults, target);
    }

    /** The link's client, for tests that interrupt it. */
    CuratorFramework client() {
        return started().client();
    }

    private TreeLink started() {
        return Objects.requireNonNull(link, "the link to the tree is not started");
    }

    @Override
    protected void doStart() {
        ClientLogs.quieten();
        TreeLink fresh = new TreeLink(settings, this::told, file);
        link = fresh;
        fresh.start();
    }

    private void told(TreeView view) {
        treeSettings.update(view.settings().orElse(new byte[0]));
        balancers.accept(Math.max(view.balancers().size(), 1));
    }

    /** Begins to report: immediately the workers found last, then those that ZooKeeper shows. */
    @Override
    public void start(Consumer<Collection<WorkerAddress>> listener) {
        Map<String, WorkerAddress> remembered = new LinkedHashMap<>();
        file.read().forEach(worker -> remembered.put(worker.name(), worker));
        listener.accept(remembered.values());
        started().report(listener, remembered);
    }

    /** Keeps a node for this load balancer until it stops. */
    public void register(String address, Map<String, ?> description) {
        started().register(address, description);
    }

    @Override
    public DiscoveryState state() {
        TreeLink present = link;
        return present == null ? DiscoveryState.OK : present.state();
    }

    /** Stops reporting. The link itself ends when this is stopped. */
    @Override
    public void close() {
        TreeLink present = link;
        if (present != null) {
            present.ceaseReporting();
        }
    }

    @Override
    protected void doStop() throws Exception {
        TreeLink present = link;
        link = null;
        if (present != null) {
            present.close();
        }
    }
}
