package org.resumelb.jetty.zookeeper;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.discovery.WorkerProtocol;
import org.resumelb.text.Excerpt;
import org.resumelb.zookeeper.NodeJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads workers' nodes. Unreadable ones are skipped, and logged once until they change. Not thread-safe. */
final class WorkerNodes {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNodes.class);

    /** What is wrong with which node, as already logged. */
    private final Map<String, String> logged = new HashMap<>();

    /** The workers described by the nodes, by name. */
    Map<String, WorkerAddress> read(Map<String, byte[]> nodes) {
        logged.keySet().retainAll(nodes.keySet());
        Map<String, WorkerAddress> workers = new LinkedHashMap<>();
        nodes.forEach((name, data) -> read(name, data).ifPresent(worker -> workers.put(worker.name(), worker)));
        return workers;
    }

    private Optional<WorkerAddress> read(String name, byte[] data) {
        try {
            WorkerAddress worker = worker(name, NodeJson.parse(data));
            logged.remove(name);
            return Optional.of(worker);
        } catch (IllegalArgumentException e) {
            String reason = Excerpt.of(e.getMessage());
            if (!reason.equals(logged.put(name, reason))) {
                LOG.warn("Worker's ZooKeeper node {} is skipped: {}", Excerpt.of(name), reason);
            }
            return Optional.empty();
        }
    }

    private static WorkerAddress worker(String name, Map<String, Object> members) {
        String scheme = text(members, "scheme", "http");
        String context = text(members, "context", "");
        String version = text(members, "version", "");
        String protocol = text(members, "protocol", WorkerProtocol.HTTP_1_1.word());
        String path = context.isEmpty() || context.startsWith("/") ? context : "/" + context;
        WorkerAddress address = WorkerAddress.parse(scheme + "://" + name + path + ";protocol=" + protocol);
        if (!address.name().equals(name)) {
            throw new IllegalArgumentException(name + " (expected: host:port)");
        }
        return new WorkerAddress(
                address.scheme(),
                address.host(),
                address.port(),
                address.context(),
                version.isEmpty() ? null : version,
                address.protocol());
    }

    private static String text(Map<String, Object> members, String name, String absent) {
        return String.valueOf(members.getOrDefault(name, absent)).strip();
    }
}
