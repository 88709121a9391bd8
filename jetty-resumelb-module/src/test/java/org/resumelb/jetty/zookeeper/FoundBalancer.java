package org.resumelb.jetty.zookeeper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.pool.PoolStatus;
import org.resumelb.zookeeper.ZooKeeperServer;

/** A load balancer that finds its workers in ZooKeeper, in a server of its own. */
final class FoundBalancer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final LoadBalancerContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    FoundBalancer(Path base, ZooKeeperServer zookeeper, String... properties) throws Exception {
        this(base, zookeeper.connect(), properties);
    }

    FoundBalancer(Path base, String connect, String... properties) throws Exception {
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"),
                "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        Map<String, String> all = new HashMap<>(Map.of(
                "resumelb.zookeeper.connect", connect,
                "resumelb.zookeeper.sessionTimeout", "4000",
                "resumelb.admin.port", "0"));
        Arrays.stream(properties)
                .map(property -> property.split("=", 2))
                .forEach(pair -> all.put("resumelb." + pair[0], pair[1]));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        context = new LoadBalancerContext(SettingsReader.read(all, base));
        server.setHandler(context);
        server.start();
    }

    LoadBalancerContext context() {
        return context;
    }

    LoadBalancer balancer() {
        return context.loadBalancer();
    }

    /** {@code host:port}, as its node is called. */
    String name() {
        return "127.0.0.1:" + connector.getLocalPort();
    }

    Set<String> members() {
        return balancer().pool().status().workers().stream()
                .map(PoolStatus.WorkerStatus::name)
                .collect(Collectors.toSet());
    }

    void awaitServing(StubWorker... workers) throws Exception {
        Set<String> names = Arrays.stream(workers).map(StubWorker::name).collect(Collectors.toSet());
        ZooKeeperServer.await(
                names + " serve", () -> members().equals(names) && balancer().getServingWorkers() == workers.length);
    }

    /** The status of the answer to a GET. */
    int get() throws Exception {
        URI uri = URI.create("http://" + name() + "/");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Stops the context, as a redeployment does, and starts it again in the same server. */
    void restartContext() throws Exception {
        context.stop();
        context.start();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
