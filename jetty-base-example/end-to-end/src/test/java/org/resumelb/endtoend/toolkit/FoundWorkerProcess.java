package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker on any free port, which registers in ZooKeeper and lets its module install the filter. All that are of one
 * base run the same application. Not thread-safe.
 */
public final class FoundWorkerProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern REGISTERED =
            Pattern.compile("Registered in ZooKeeper as /resumelb/workers/providers/(\\S+)");

    private static final Pattern STARTED = Pattern.compile("Started oejs\\.Server@");

    private final JettyProcess process;
    private final String version;

    /** Starts a worker, without waiting. */
    FoundWorkerProcess(JettyProcess process, String connect, String version, int sessionTimeoutMillis) {
        this.process = process;
        this.version = version;
        try {
            process.start(List.of(
                    "jetty.http.host=127.0.0.1",
                    "jetty.http.port=0",
                    "jetty.deploy.scanInterval=0",
                    "resumelb.zookeeper.connect=" + connect,
                    "resumelb.zookeeper.sessionTimeout=" + sessionTimeoutMillis,
                    "resumelb.worker.version=" + version,
                    "resumelb.worker.installFilter=true",
                    "--module=http,resumelb-worker,ee10-deploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a base that workers can share. */
    static Path newBase() throws IOException {
        Path base = Installation.newBase("found-workers");
        Installation.layOverlay(base);
        WorkerProcess.deploy(base.resolve("webapps/ROOT/WEB-INF"), false);
        return base;
    }

    static List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Xmx96m"));
        arguments.addAll(WorkerProcess.JVM_ARGUMENTS.subList(1, WorkerProcess.JVM_ARGUMENTS.size()));
        return arguments;
    }

    /** Waits until it has registered. */
    public FoundWorkerProcess awaitRegistered() {
        return awaitLogged(REGISTERED);
    }

    /** Waits until it would serve if it were found. */
    public FoundWorkerProcess awaitStarted() {
        return awaitLogged(STARTED);
    }

    private FoundWorkerProcess awaitLogged(Pattern line) {
        Await.until(process.name() + " says " + line, LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(process.name() + " ended:\n" + process.tail(60));
            }
            return line.matcher(process.log()).find();
        });
        return this;
    }

    /** The name under which it has registered, as well as what its answers bear in the header {@code X-Worker}. */
    public String name() {
        Matcher registered = REGISTERED.matcher(process.log());
        if (!registered.find()) {
            throw new IllegalStateException(process.name() + " has not registered");
        }
        return registered.group(1);
    }

    /** The version that it says it runs. */
    public String version() {
        return version;
    }

    /** The process. */
    public JettyProcess process() {
        return process;
    }
}
