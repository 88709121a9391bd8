package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Load balancers and workers that meet in a ZooKeeper server, each a process of its own. Not thread-safe. */
public final class FoundCluster {
    /** ZooKeeper forgets whoever is silent for longer. */
    public static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Processes processes;
    private final ZooKeeperProcess zookeeper;
    private final List<LoadBalancerProcess> balancers = new ArrayList<>();
    private final List<FoundWorkerProcess> workers = new ArrayList<>();
    private final Path workerBase;
    private int started;

    /** Starts ZooKeeper and load balancers. */
    public FoundCluster(Processes processes, int balancers) throws IOException {
        this.processes = processes;
        workerBase = FoundWorkerProcess.newBase();
        zookeeper = new ZooKeeperProcess(processes, workerBase).start();
        for (int i = 1; i <= balancers; i++) {
            this.balancers.add(processes
                    .loadBalancer("found-balancer")
                    .with("resumelb.zookeeper.connect", zookeeper.connect())
                    .with("resumelb.zookeeper.sessionTimeout", SESSION_TIMEOUT_MILLIS)
                    .start());
        }
    }

    /** ZooKeeper. */
    public ZooKeeperProcess zookeeper() {
        return zookeeper;
    }

    /** The load balancers. */
    public List<LoadBalancerProcess> balancers() {
        return balancers;
    }

    /** The workers that were started and not stopped. */
    public List<FoundWorkerProcess> workers() {
        return List.copyOf(workers);
    }

    /** Starts a worker, without waiting. */
    public FoundWorkerProcess startWorker(String version, int sessionTimeoutMillis) {
        started++;
        JettyProcess process = processes.owned(new JettyProcess(
                workerBase,
                workerBase.getFileName() + "/worker-" + started,
                FoundWorkerProcess.jvmArguments(),
                List.of("-jar", Installation.startJar().toString())));
        FoundWorkerProcess worker = new FoundWorkerProcess(process, zookeeper.connect(), version, sessionTimeoutMillis);
        workers.add(worker);
        return worker;
    }

    /** Stops a worker as an init system does, and waits for its end. */
    public void stop(FoundWorkerProcess worker) {
        worker.process().beginStop();
        worker.process().awaitExit(LIMIT);
        workers.remove(worker);
    }

    /** Ends a worker as kill -9 does. */
    public void kill(FoundWorkerProcess worker) {
        worker.process().kill();
        workers.remove(worker);
    }

    /** Waits until each load balancer has just these workers, in these states. */
    public void awaitStates(Map<String, String> states) {
        for (LoadBalancerProcess balancer : balancers) {
            Await.until(
                    balancer.process().name() + " has " + states,
                    LIMIT,
                    () -> states(balancer).equals(states));
        }
    }

    /** Waits until a worker is in no load balancer's pool. */
    public void awaitGone(FoundWorkerProcess worker) {
        for (LoadBalancerProcess balancer : balancers) {
            Await.until(
                    balancer.process().name() + " is without " + worker.name(),
                    LIMIT,
                    () -> !states(balancer).containsKey(worker.name()));
        }
    }

    /** Waits until a worker is in each load balancer's pool, whether it serves or stands by. */
    public void awaitFound(FoundWorkerProcess worker) {
        for (LoadBalancerProcess balancer : balancers) {
            Await.until(
                    balancer.process().name() + " finds " + worker.name(),
                    LIMIT,
                    () -> states(balancer).containsKey(worker.name()));
        }
    }

    /** Waits until each load balancer has connected to ZooKeeper so many times. */
    public void awaitConnectedToZooKeeper(int times) {
        for (LoadBalancerProcess balancer : balancers) {
            Await.until(
                    balancer.process().name() + " has connected " + times + " times",
                    LIMIT,
                    () -> times <= balancer.process().log().split("Connected to ZooKeeper", -1).length - 1);
        }
    }

    /** Waits until each load balancer serves from all the workers that run. */
    public void awaitAllServe() {
        Map<String, String> states = new TreeMap<>();
        workers.forEach(worker -> states.put(worker.awaitRegistered().name(), "active"));
        awaitStates(states);
    }

    /** The state of each worker that a load balancer is connected to, by name. */
    public static Map<String, String> states(LoadBalancerProcess balancer) {
        Map<String, String> states = new TreeMap<>();
        balancer.status()
                .get("workers")
                .forEach(worker -> states.put(
                        worker.get("name").asText(), worker.get("state").asText()));
        // A node outlives its worker for as long as the session does.
        states.values().removeIf("connecting"::equals);
        return states;
    }

    /** A node's content, of any length; made when it is absent. */
    public void put(String path, String content) {
        try (Tree tree = new Tree(zookeeper.connect())) {
            tree.put(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
