package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own, mostly a Jetty: {@code java -jar start.jar ARGUMENTS} in a base. It can be started again
 * after it ended; each run has a log file of its own in the base. Not thread-safe.
 */
public final class JettyProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path base;
    private final String name;
    private final List<String> jvmArguments;
    private final List<String> program;
    private final List<Path> logs = new ArrayList<>();
    private @Nullable Process process;

    JettyProcess(Path base, List<String> jvmArguments) {
        this(
                base,
                base.getFileName() + "/run",
                jvmArguments,
                List.of("-jar", Installation.startJar().toString()));
    }

    /**
     * A process that may share its base with others.
     *
     * @param name for its log files
     * @param program what {@code java} is to run
     */
    JettyProcess(Path base, String name, List<String> jvmArguments, List<String> program) {
        this.base = base;
        this.name = name;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.program = List.copyOf(program);
    }

    /** The folder that is its JETTY_BASE. */
    public Path base() {
        return base;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Starts it, without waiting. */
    public void start(List<String> arguments) throws IOException {
        if (isAlive()) {
            throw new IllegalStateException(base + " runs already");
        }
        Path log = base.resolveSibling(name + "-" + (logs.size() + 1) + ".log");
        logs.add(log);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(program);
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Runs it to its end; returns the exit code. */
    public int run(List<String> arguments) throws IOException {
        start(arguments);
        return awaitExit(START_LIMIT);
    }

    /** Waits until the server says that it listens to a port. */
    public void awaitListening(int port) {
        Await.until(name + " listens", START_LIMIT, () -> {
            if (!isAlive()) {
                throw new AssertionError(name + " ended before it listened:\n" + tail(60));
            }
            return log().lines().anyMatch(line -> line.contains("Started") && line.contains(":" + port + "}"));
        });
    }

    /** Waits for the end; returns the exit code. */
    public int awaitExit(Duration limit) {
        Process running = running();
        try {
            if (!running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs (expected: its end within " + limit + ")\n" + tail(60));
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        if (isAlive()) {
            running().destroyForcibly();
            awaitExit(STOP_LIMIT);
        }
    }

    /** Ends it as an init system does, and waits for that. */
    public void stop() {
        if (isAlive()) {
            beginStop();
            awaitExit(STOP_LIMIT);
        }
    }

    /** Asks it to end, as an init system does. */
    public void beginStop() {
        running().destroy();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return running().pid();
    }

    /** What its present or last run has said so far, on both streams. */
    public String log() {
        try {
            return logs.isEmpty() ? "" : Files.readString(logs.get(logs.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of the log. */
    public String tail(int lines) {
        List<String> all = log().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(base + " was never started");
        }
        return process;
    }
}
