package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker: a Jetty server with the newspaper, in a process of its own.
 *
 * @param process its process
 * @param uri where it listens
 */
record Worker(ServerProcess process, URI uri) {
    /** Workers forget their résumés only for those who show the token, of which the newspaper's own web.xml knows nothing. */
    private static final String WITH_TOKEN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <filter>
                <filter-name>resume</filter-name>
                <filter-class>org.resumelb.servlet.ResumeFilter</filter-class>
                <init-param>
                  <param-name>tokenFile</param-name>
                  <param-value>%s</param-value>
                </init-param>
              </filter>
            </web-app>
            """;

    private static final String OVERRIDE = "etc/newspaper-override.xml";

    /**
     * Starts a worker, without waiting.
     *
     * @param number counts from 1
     */
    static ServerProcess start(
            Processes processes, ClusterSettings settings, int number, Meeting meeting, String database)
            throws IOException {
        String name = "worker-" + number;
        Path folder = settings.folder().resolve(name);
        // The war is unpacked here, so that nothing is left in the system's folder for temporary files.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        JettyBase base = JettyBase.copyOf(settings.installation().workerBase(), folder)
                .with(OVERRIDE, WITH_TOKEN.formatted(settings.tokenFile()))
                .with("webapps/newspaper.properties", properties(settings, folder, database));
        meeting.prepareWorker(base, settings);
        List<String> arguments = List.of(
                "-Xmx256m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                settings.installation().startJar().toString(),
                "jetty.http.port=" + meeting.workerPort(number));
        return ServerProcess.start(processes, name, folder, settings.log(name), arguments);
    }

    private static String properties(ClusterSettings settings, Path folder, String database) {
        return String.join(
                "\n",
                "environment=ee10",
                "newspaper.war=" + settings.installation().war(),
                "newspaper.database=" + database,
                "newspaper.cache=" + settings.cache(),
                "newspaper.wholePages=" + settings.wholePages(),
                "newspaper.override=" + folder.toAbsolutePath().resolve(OVERRIDE),
                "");
    }

    void await(Web web) throws InterruptedException {
        process.await(() -> web.answers(stats()));
    }

    WorkerStats stats(Web web) throws InterruptedException {
        process.requireAlive();
        return WorkerStats.parse(web.get(URI.create(stats() + "?ids")));
    }

    /** Empties the cache, the counters and the résumé. */
    void forget(Web web) throws InterruptedException {
        web.delete(stats());
        web.delete(uri.resolve("/.resumelb/resume"));
    }

    private URI stats() {
        return uri.resolve("/newspaper-stats");
    }
}
