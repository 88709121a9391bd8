package org.resumelb.demo.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, whose output goes to a file. */
public final class ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;
    /** In runs of less than a minute the optimising compiler would take more time than it saves. */
    private static final String QUICK_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a JVM.
     *
     * @param processes who stops it in the end
     * @param name what it is, for messages
     * @param folder where it runs
     * @param log gets its output
     * @param arguments arguments of {@code java}
     */
    static ServerProcess start(Processes processes, String name, Path folder, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(QUICK_COMPILER_ONLY);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ServerProcess(name, processes.start(builder), log);
        } catch (IOException e) {
            throw new DemoException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the server serves.
     *
     * @param ready whether it does, asked again and again
     * @throws DemoException if the process ends or takes too long; the message names its log
     */
    void await(Check ready) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready.passes()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new DemoException(
                        name + " ended with code " + process.exitValue() + " while starting; see " + log);
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new DemoException(
                        name + " was not ready after " + START_LIMIT.toSeconds() + " seconds; see " + log);
            }
        }
    }

    /** The process id. */
    long pid() {
        return process.pid();
    }

    /** Fails if the process has ended although nobody stopped it. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new DemoException(name + " ended with code " + process.exitValue() + " during the run; see " + log);
        }
    }

    /** A question to a server. */
    @FunctionalInterface
    interface Check {
        boolean passes() throws InterruptedException;
    }
}
