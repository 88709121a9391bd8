package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The load balancer: a Jetty server with the module {@code resumelb}, in a process of its own.
 *
 * @param process its process
 * @param uri where clients connect
 * @param admin its admin connector
 */
record Balancer(ServerProcess process, URI uri, URI admin) {
    /**
     * Starts a load balancer, without waiting.
     *
     * @param number counts from 1
     */
    static Balancer start(Processes processes, ClusterSettings settings, int number, Meeting meeting)
            throws IOException {
        String name = number == 1 ? "lb" : "lb-" + number;
        List<Integer> ports = Ports.free(2);
        int port = ports.get(0);
        int adminPort = ports.get(1);
        Path folder = settings.folder().resolve(name);
        JettyBase base = JettyBase.copyOf(settings.installation().balancerBase(), folder)
                .lay(settings.installation().overlay());
        String classifier = settings.classifier();
        if (classifier != null) {
            base.with("etc/resumelb-classifier.xml", classifier);
        }
        base.with("start.d/resumelb.ini", ini(settings, adminPort, meeting.balancerLines(number, settings)));
        List<String> arguments =
                List.of("-Xmx256m", "-jar", settings.installation().startJar().toString(), "jetty.http.port=" + port);
        ServerProcess process = ServerProcess.start(processes, "load balancer", folder, settings.log(name), arguments);
        return new Balancer(
                process, URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:" + adminPort));
    }

    /** In a file, so that whoever looks at the base sees what the server was told. */
    private static String ini(ClusterSettings settings, int adminPort, List<String> meeting) {
        String policy = settings.policy();
        List<String> lines = new ArrayList<>();
        lines.add("--module=resumelb");
        lines.addAll(meeting);
        lines.add("resumelb.tokenFile=" + settings.tokenFile());
        lines.add("resumelb.admin.port=" + adminPort);
        lines.add(policy == null ? "# resumelb.policy=" : "resumelb.policy=" + policy);
        return String.join("\n", lines) + "\n";
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
