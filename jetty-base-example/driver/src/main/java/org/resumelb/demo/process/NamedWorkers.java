package org.resumelb.demo.process;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The load balancer is told where the workers are.
 *
 * @param ports of the workers
 */
record NamedWorkers(List<Integer> ports) implements Meeting {
    @Override
    public int workerPort(int worker) {
        return ports.get(worker - 1);
    }

    @Override
    public void prepareWorker(JettyBase base, ClusterSettings settings) {
        // Others know where it is.
    }

    @Override
    public List<String> balancerLines(int balancer, ClusterSettings settings) {
        return List.of("resumelb.workers="
                + ports.stream().map(port -> uri(port).toString()).collect(Collectors.joining(",")));
    }

    @Override
    public List<Worker> find(List<ServerProcess> workers) {
        return IntStream.range(0, workers.size())
                .mapToObj(i -> new Worker(workers.get(i), uri(ports.get(i))))
                .toList();
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
