package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The processes of a test class, as a static extension of it: whatever happens they end with it, or with the tests' JVM,
 * and when a test fails the tails of their logs are shown.
 */
public final class Processes
        implements BeforeAllCallback,
                AfterAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final int TAIL_LINES = 40;

    private final List<JettyProcess> processes = new CopyOnWriteArrayList<>();
    private final Thread atExit = new Thread(this::killAll, "kill-processes");

    /** A worker with the application and the filter; not yet started. */
    public WorkerProcess worker(String purpose) {
        return worker(purpose, true);
    }

    /** A worker with the application, without the filter; not yet started. */
    public WorkerProcess plainWorker(String purpose) {
        return worker(purpose, false);
    }

    private WorkerProcess worker(String purpose, boolean filtered) {
        JettyProcess process = process(purpose, WorkerProcess.JVM_ARGUMENTS);
        return new WorkerProcess(process, filtered);
    }

    /** A load balancer installed in a base of its own; not yet started. */
    public LoadBalancerProcess loadBalancer(String purpose) {
        return loadBalancer(purpose, "", LoadBalancerProcess.JVM_ARGUMENTS);
    }

    /** The same with further Jetty modules, {@code ",module,..."}. */
    public LoadBalancerProcess loadBalancer(String purpose, String moreModules) {
        return loadBalancer(purpose, moreModules, LoadBalancerProcess.JVM_ARGUMENTS);
    }

    /** The same with another JVM. */
    public LoadBalancerProcess loadBalancer(String purpose, String moreModules, List<String> jvmArguments) {
        return new LoadBalancerProcess(process(purpose, jvmArguments), moreModules);
    }

    /** A Jetty in an empty base. */
    public JettyProcess process(String purpose, List<String> jvmArguments) {
        try {
            return owned(new JettyProcess(Installation.newBase(purpose), jvmArguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that ends with the tests. */
    JettyProcess owned(JettyProcess process) {
        processes.add(process);
        return process;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void killAll() {
        processes.forEach(JettyProcess::kill);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw showing(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw showing(failure);
    }

    private Throwable showing(Throwable failure) {
        for (JettyProcess process : processes) {
            System.err.println("----- " + process.name() + (process.isAlive() ? "" : " (ended)"));
            System.err.println(process.tail(TAIL_LINES));
        }
        return failure;
    }
}
