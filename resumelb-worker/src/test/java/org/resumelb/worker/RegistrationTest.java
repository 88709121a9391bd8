package org.resumelb.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.servlet.ResumeFilter;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.ZooKeeperServer;

class RegistrationTest {
    private static final String WORKERS = "/resumelb/workers/providers/";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path base;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private ZooKeeperServer zookeeper;

    @BeforeEach
    void startZooKeeper() throws Exception {
        zookeeper = new ZooKeeperServer();
    }

    /** In this order: a server that cannot take its node away tries for seconds. */
    @AfterEach
    void stopBoth() throws Exception {
        LifeCycle.stop(server);
        zookeeper.close();
    }

    private void start(ServletContextHandler webapp) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(webapp);
        server.start();
    }

    private JettyWorker worker(String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "resumelb.zookeeper.connect", zookeeper.connect(),
                "resumelb.zookeeper.sessionTimeout", "4000",
                "resumelb.worker.version", "7",
                "resumelb.worker.description", "test",
                "resumelb.worker.stopGrace", "0"));
        for (String property : properties) {
            all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return JettyWorker.read(all, base);
    }

    private WebAppContext webapp() throws Exception {
        Files.writeString(base.resolve("index.html"), "hello");
        WebAppContext webapp = new WebAppContext(base.toString(), "/");
        webapp.setTempDirectory(Files.createDirectories(base.resolve("temp")).toFile());
        return webapp;
    }

    private String path() {
        return WORKERS + "127.0.0.1:" + connector.getLocalPort();
    }

    private int status(String target, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + target);
    }

    @Test
    void aJettyServerRegistersItsRealPortAndUnregistersFirstWhenItStops() throws Exception {
        JettyWorker.addTo(server, worker());
        List<Boolean> listedWhenStopping = new CopyOnWriteArrayList<>();
        start(webapp());
        await("it is registered", () -> zookeeper.has(path()));
        String path = path();
        assertEquals(
                Map.of("pid", ProcessHandle.current().pid(), "version", "7", "description", "test", "context", "/"),
                NodeJson.parse(zookeeper.client().getData().forPath(path)));
        // Told after the worker, and before anything stops.
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                try {
                    listedWhenStopping.add(zookeeper.has(path));
                    assertEquals(200, status("/index.html"));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        });
        server.stop();
        assertEquals(List.of(false), listedWhenStopping);
    }

    @Test
    void aWorkerWhoseHostAndPortAreSaidRegistersThese() throws Exception {
        JettyWorker.addTo(server, worker("resumelb.worker.host=app.example", "resumelb.worker.port=8443"));
        start(webapp());
        await("it is registered", () -> zookeeper.has(WORKERS + "app.example:8443"));
    }

    @Test
    void theFilterIsInstalledWhenAskedForAndItsStreamsEndWhenTheServerStops() throws Exception {
        JettyWorker worker = worker("resumelb.worker.installFilter=true");
        JettyWorker.addTo(server, worker);
        start(webapp());
        assertEquals(200, status("/index.html"));
        assertEquals(200, status("/.resumelb/resume"));
        assertEquals(0, worker.filters().arrivals());
        assertEquals(200, status("/index.html", "Resumelb-Class", "a"));
        assertEquals(1, worker.filters().arrivals(), "what came through a load balancer");
        worker.filters().retire();
        assertEquals(503, status("/.resumelb/resume", "Accept", "text/event-stream"));
        assertEquals(200, status("/index.html"));
    }

    @Test
    void theFilterIsNotInstalledUnlessAskedFor() throws Exception {
        JettyWorker.addTo(server, worker());
        start(webapp());
        assertEquals(404, status("/.resumelb/resume"));
    }

    @Test
    void inAnyContainerAListenerRegistersAndTellsTheFilterTheWorkersSettings() throws Exception {
        zookeeper.put("/resumelb/workers", "{\"history\":7}");
        ServletContextHandler context = new ServletContextHandler("/");
        context.setInitParameter("resumelb.zookeeper.connect", zookeeper.connect());
        context.setInitParameter("resumelb.worker.port", "8081");
        context.addEventListener(new ZooKeeperRegistration());
        FilterHolder filter = new FilterHolder(ResumeFilter.class);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        start(context);
        await("it is registered", () -> zookeeper.has(WORKERS + "127.0.0.1:8081"));
        ServletContext servletContext = context.getServletContext();
        assertTrue(servletContext.getAttribute(ResumeFilter.SETTINGS) instanceof Consumer<?>);
        assertForgetsByTheTree();
        server.stop();
        assertFalse(zookeeper.has(WORKERS + "127.0.0.1:8081"));
    }

    @Test
    void theWorkersSettingsReachTheRecorderOfTheFilterThatIsInstalled() throws Exception {
        JettyWorker.addTo(server, worker("resumelb.worker.installFilter=true"));
        start(webapp());
        assertForgetsByTheTree();
    }

    /** With a short history an old skill is soon forgotten; with the default one, of thousands of requests, it is not. */
    private void assertForgetsByTheTree() throws Exception {
        zookeeper.put("/resumelb/workers", "{\"history\":2,\"maxSkillAge\":3}");
        await("an old skill is forgotten", () -> !knowsAfterOthers("rare"));
        zookeeper.put("/resumelb/workers", "{\"history\":0,\"maxSkillAge\":1000}");
        zookeeper.put("/resumelb/workers", "");
        await("it is kept as by default", () -> knowsAfterOthers("rare"));
    }

    private boolean knowsAfterOthers(String requestClass) throws Exception {
        status("/index.html", "Resumelb-Class", requestClass);
        for (int i = 0; i < 10; i++) {
            status("/index.html", "Resumelb-Class", "frequent");
        }
        HttpRequest request = HttpRequest.newBuilder(uri("/.resumelb/resume")).build();
        String resume =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        assertTrue(resume.contains("\"frequent\""), resume);
        return resume.contains('"' + requestClass + '"');
    }

    @Test
    void settingsReachFiltersAtOnceAndABadOneReachesNone() throws Exception {
        List<Map<?, ?>> told = new CopyOnWriteArrayList<>();
        Consumer<Map<?, ?>> filter = told::add;
        JettyWorker worker = worker();
        JettyWorker.addTo(server, worker);
        WebAppContext webapp = webapp();
        start(webapp);
        webapp.getServletContext().setAttribute(ResumeFilter.SETTINGS, filter);
        zookeeper.put("/resumelb/workers", "{\"history\":");
        zookeeper.put("/resumelb/workers", "{\"history\":500}");
        await("it is told", () -> told.contains(Map.of("history", 500L)));
        zookeeper.put("/resumelb/workers", "");
        await("the default is back", () -> told.get(told.size() - 1).isEmpty());
    }

    @Test
    void aWrongPropertyIsRefusedByName() {
        for (String wrong : new String[] {
            "resumelb.worker.port=many",
            "resumelb.worker.host=a host",
            "resumelb.worker.context=shop",
            "resumelb.worker.installFilter=yes",
            "resumelb.worker.stopGrace=1s",
            "resumelb.zookeeper.connect=zk:many",
            "resumelb.zookeeper.path=resumelb",
            "resumelb.zookeeper.sessionTimeout=1",
            "resumelb.zookeeper.credentialsFile=no-such-file",
        }) {
            String[] property = wrong.split("=", 2);
            var error = assertThrows(
                    IllegalArgumentException.class, () -> JettyWorker.read(Map.of(property[0], property[1]), base));
            String message = String.valueOf(error.getMessage());
            assertTrue(message.startsWith(property[0] + ": " + property[1] + " (expected: "), message);
        }
    }
}
