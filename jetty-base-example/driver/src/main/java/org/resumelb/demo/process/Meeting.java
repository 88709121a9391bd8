package org.resumelb.demo.process;

import java.io.IOException;
import java.util.List;

/** How load balancers and workers get to know each other. */
interface Meeting {
    /**
     * The port that a worker is told to listen on.
     *
     * @param worker counts from 1
     * @return 0 for any free one
     */
    int workerPort(int worker);

    /** Puts into a worker's base what it needs to be found. */
    void prepareWorker(JettyBase base, ClusterSettings settings) throws IOException;

    /**
     * Lines of a load balancer's ini file.
     *
     * @param balancer counts from 1
     */
    List<String> balancerLines(int balancer, ClusterSettings settings);

    /** Waits until all workers can be found, and finds them. */
    List<Worker> find(List<ServerProcess> workers) throws InterruptedException;
}
