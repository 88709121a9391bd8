package org.resumelb.jetty.dashboard;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.testing.Await;

/** A load balancer with four workers, and clients that ask for some thirty sites all the time. */
final class Stage implements AutoCloseable {
    /** The name of a site that clients made up. */
    static final String MARKUP = "<img src=x onerror=alert(1)>";

    private static final String FIRST_CLASSIFIER =
            "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>header:X-Site</Arg>"
                    + "<Arg>^(?&lt;class&gt;.*)$</Arg></Configure>";
    private static final int CLIENTS = 6;
    private static final int SITES = 30;

    /** Leaves the processor to the browser. */
    private static final Executor AFTER_A_PAUSE = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final List<CachingWorker> workers =
            List.of(new CachingWorker(), new CachingWorker(), new CachingWorker(), new CachingWorker());
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final LoadBalancer balancer;
    private final String admin;
    private final Path classifier;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean over;

    Stage(Path base) throws Exception {
        classifier = base.resolve("etc/resumelb-classifier.xml");
        Files.createDirectories(base.resolve("etc"));
        classifier(FIRST_CLASSIFIER);
        String urls = workers.stream().map(CachingWorker::url).collect(Collectors.joining(","));
        Map<String, String> properties =
                Map.of("resumelb.workers", urls, "resumelb.admin.port", Integer.toString(freePort()));
        var settings = SettingsReader.read(properties, base);
        admin = "http://127.0.0.1:" + settings.admin().port() + "/";
        LoadBalancerContext context = new LoadBalancerContext(settings);
        balancer = context.loadBalancer();
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        Await.untilTrue("all serve", () -> balancer.getServingWorkers() == workers.size());
        for (int i = 0; i < CLIENTS; i++) {
            ask(new Random(i));
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One after the other, each when the one before was answered. */
    private void ask(Random random) {
        if (over) {
            return;
        }
        // Some sites are asked for more often than others.
        int site = (int) (SITES * random.nextDouble() * random.nextDouble());
        String name = site == 2 ? MARKUP : "site" + site + ".example";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"))
                .header("X-Site", name)
                .build();
        var unused = client.sendAsync(request, BodyHandlers.discarding())
                .whenCompleteAsync((answer, failure) -> ask(random), AFTER_A_PAUSE);
    }

    /** What the classifier's file is from now on. */
    void classifier(String xml) throws Exception {
        Files.writeString(classifier, xml);
    }

    /** The classifier is again what it was at first. */
    void firstClassifier() throws Exception {
        if (!Files.readString(classifier).equals(FIRST_CLASSIFIER)) {
            classifier(FIRST_CLASSIFIER);
            var unused = balancer.reloadClassifier();
        }
    }

    LoadBalancer balancer() {
        return balancer;
    }

    /** The name of one of the workers, which are numbered from 0. */
    String worker(int number) {
        return workers.get(number).name();
    }

    /** Where the dashboard is. */
    String admin() {
        return admin;
    }

    @Override
    public void close() {
        over = true;
        LifeCycle.stop(server);
        workers.forEach(CachingWorker::close);
    }
}
