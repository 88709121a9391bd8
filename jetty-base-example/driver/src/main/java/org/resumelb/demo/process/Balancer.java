package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The load balancer: a Jetty server with the module {@code resumelb}, in a process of its own.
 *
 * @param process its process
 * @param uri where clients connect
 * @param admin its admin connector
 */
record Balancer(ServerProcess process, URI uri, URI admin) {
    /** For logs of one site: the class is what stands first in the path. */
    private static final String BY_PATH = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure id="Classifier" class="org.resumelb.classifier.RegexClassifier">
              <Arg>path</Arg><Arg>^/(?&lt;class&gt;[^/?]+)</Arg>
            </Configure>
            """;

    static Balancer start(Processes processes, ClusterSettings settings, int port, int adminPort, List<Worker> workers)
            throws IOException {
        Path folder = settings.folder().resolve("lb");
        JettyBase base = JettyBase.copyOf(settings.installation().balancerBase(), folder)
                .lay(settings.installation().overlay());
        if (settings.byPath()) {
            base.with("etc/resumelb-classifier.xml", BY_PATH);
        }
        base.with("start.d/resumelb.ini", settings(settings.policy(), adminPort, workers));
        List<String> arguments =
                List.of("-Xmx256m", "-jar", settings.installation().startJar().toString(), "jetty.http.port=" + port);
        ServerProcess process = ServerProcess.start(processes, "load balancer", folder, settings.log("lb"), arguments);
        return new Balancer(
                process, URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:" + adminPort));
    }

    /** In a file, so that whoever looks at the base sees what the server was told. */
    private static String settings(@Nullable String policy, int adminPort, List<Worker> workers) {
        String addresses =
                workers.stream().map(worker -> worker.uri().toString()).collect(Collectors.joining(","));
        return String.join(
                "\n",
                "--module=resumelb",
                "resumelb.workers=" + addresses,
                "resumelb.admin.port=" + adminPort,
                policy == null ? "# resumelb.policy=" : "resumelb.policy=" + policy,
                "");
    }

    /** Waits until all workers are in use. */
    void await(Web web, int workers) throws InterruptedException {
        process.await(
                () -> web.answers(admin.resolve("/health/ready")) && status(web).activeWorkers() == workers);
    }

    BalancerStatus status(Web web) throws InterruptedException {
        process.requireAlive();
        return BalancerStatus.parse(web.get(admin.resolve("/status")));
    }
}
