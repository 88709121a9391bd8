package org.resumelb.jetty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.admin.AdminServer;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.zookeeper.SharedTree;
import org.resumelb.zookeeper.LocalAddress;

/** Announces this load balancer to the others in ZooKeeper. Immutable. */
final class Registration {
    private final SharedTree tree;
    private final Settings.ZooKeeper zookeeper;

    Registration(SharedTree tree, Settings.ZooKeeper zookeeper) {
        this.tree = tree;
        this.zookeeper = zookeeper;
    }

    /** Registers at the configured address, or at the one on which it listens. */
    void register(@Nullable String boundHost, int port, @Nullable AdminServer admin) {
        String own = ownAddress(boundHost, port);
        tree.register(Objects.requireNonNullElse(zookeeper.address(), own), description(admin));
    }

    private Map<String, Object> description(@Nullable AdminServer admin) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("pid", ProcessHandle.current().pid());
        if (admin != null) {
            description.put("admin", "http://" + ownAddress(admin.host(), admin.port()));
        }
        return description;
    }

    private String ownAddress(@Nullable String boundHost, int port) {
        return LocalAddress.of(boundHost, zookeeper.access().firstHost()) + ":" + port;
    }
}
