package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.resumelb.newspaper.archive.Archive;

/** A whole installation under way: database, workers, load balancer. Its processes are stopped by their owner. */
public final class Cluster {
    private final Web web;
    private final List<Worker> workers;
    private final Balancer balancer;

    private Cluster(Web web, List<Worker> workers, Balancer balancer) {
        this.web = web;
        this.workers = workers;
        this.balancer = balancer;
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
        Database database = Database.start(processes, settings);
        List<Integer> ports = Ports.free(settings.workers() + 2);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) {
            workers.add(Worker.start(processes, settings, i + 1, ports.get(i), database.url()));
        }
        Balancer balancer = Balancer.start(
                processes, settings, ports.get(settings.workers()), ports.get(settings.workers() + 1), workers);
        // The servers start while the rows are written.
        database.fill(archive);
        Web web = new Web();
        for (Worker worker : workers) {
            worker.await(web);
        }
        balancer.await(web, workers.size());
        return new Cluster(web, List.copyOf(workers), balancer);
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

    /** The policy in force. */
    public String policy() throws InterruptedException {
        return balancer.status(web).policy();
    }

    /** Where clients connect. */
    public URI uri() {
        return balancer.uri();
    }

    /** The load balancer's admin connector. */
    public URI admin() {
        return balancer.admin();
    }

    /** The workers' own addresses. */
    public List<URI> workers() {
        return workers.stream().map(Worker::uri).toList();
    }
}
