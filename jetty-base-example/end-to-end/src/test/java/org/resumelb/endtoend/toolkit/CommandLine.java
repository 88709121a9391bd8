package org.resumelb.endtoend.toolkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/resumelb} of a base, as an operator uses it there. Not thread-safe. */
public final class CommandLine {
    private static final long LIMIT_SECONDS = 90;

    private final LoadBalancerProcess balancer;
    private int runs;

    /** That of a load balancer's base. */
    public CommandLine(LoadBalancerProcess balancer) {
        this.balancer = balancer;
    }

    /** What a command said, on both streams, and its exit code. */
    public record Said(int exitCode, String output) {}

    /** Runs a command to its end. */
    public Said run(String... arguments) throws IOException, InterruptedException {
        Path base = balancer.base();
        Path output = base.resolveSibling(base.getFileName() + "-command-" + ++runs + ".log");
        // By name, since what unpacks the zip here leaves out what may be executed.
        List<String> command =
                new ArrayList<>(List.of("sh", base.resolve("bin/resumelb").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", QuickJava.home().toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " still runs\n" + Files.readString(output));
        }
        return new Said(process.exitValue(), Files.readString(output));
    }

    /** The same for the load balancer that runs. */
    public Said ask(String command, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command, "--admin", balancer.adminUrl("")));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    /** The same, which has to succeed; what it said. */
    public String done(String command, String... arguments) throws IOException, InterruptedException {
        Said said = ask(command, arguments);
        assertEquals(0, said.exitCode, said::output);
        return said.output;
    }
}
