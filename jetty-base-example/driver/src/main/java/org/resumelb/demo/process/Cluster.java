package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.resumelb.newspaper.archive.Archive;

/** A whole installation under way: database, workers, load balancers. Its processes are stopped by their owner. */
public final class Cluster {
    private final Web web;
    private final String database;
    private final List<Worker> workers;
    private final List<Balancer> balancers;

    private Cluster(Web web, String database, List<Worker> workers, List<Balancer> balancers) {
        this.web = web;
        this.database = database;
        this.workers = workers;
        this.balancers = balancers;
    }

    /**
     * Starts everything and waits until it serves.
     *
     * @param processes owner of the processes
     * @param settings what to start
     * @param archive what to write into the database
     * @throws DemoException if something does not start; the message names its log
     */
    public static Cluster start(Processes processes, ClusterSettings settings, Archive archive)
            throws IOException, InterruptedException {
        Web web = new Web(Token.write(settings.tokenFile()));
        Database database = Database.start(processes, settings);
        Layout layout = settings.layout();
        Meeting meeting = layout.zookeeper()
                ? new FoundWorkers(Ports.free(1).get(0))
                : new NamedWorkers(Ports.free(layout.workers()));
        List<Balancer> balancers = new ArrayList<>();
        for (int i = 1; i <= layout.balancers(); i++) {
            balancers.add(Balancer.start(processes, settings, i, meeting));
        }
        List<ServerProcess> started = new ArrayList<>();
        for (int i = 1; i <= layout.workers(); i++) {
            started.add(Worker.start(processes, settings, i, meeting, database.url()));
        }
        // The servers start while the rows are written.
        database.fill(archive);
        List<Worker> workers = meeting.find(started);
        for (Worker worker : workers) {
            worker.await(web);
        }
        for (Balancer balancer : balancers) {
            balancer.await(web, workers.size());
        }
        return new Cluster(web, database.url(), workers, List.copyOf(balancers));
    }

    /** Empties caches, counters and résumés of all workers. */
    public void forget() throws InterruptedException {
        for (Worker worker : workers) {
            worker.forget(web);
        }
    }

    /** Each worker's counters. */
    public List<WorkerStats> stats() throws InterruptedException {
        List<WorkerStats> stats = new ArrayList<>();
        for (Worker worker : workers) {
            stats.add(worker.stats(web));
        }
        return stats;
    }

    /** JDBC URL of the database. */
    public String database() {
        return database;
    }

    /** The policy in force. */
    public String policy() throws InterruptedException {
        return balancers.get(0).status(web).policy();
    }

    /** Where clients connect: the load balancers. */
    public List<URI> uris() {
        return balancers.stream().map(Balancer::uri).toList();
    }

    /** The load balancers' admin connectors, in the same order. */
    public List<URI> admins() {
        return balancers.stream().map(Balancer::admin).toList();
    }

    /** The workers' own addresses. */
    public List<URI> workers() {
        return workers.stream().map(Worker::uri).toList();
    }
}
