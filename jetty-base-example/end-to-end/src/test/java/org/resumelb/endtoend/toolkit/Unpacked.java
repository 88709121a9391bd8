package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution, unpacked as a user does it. */
public final class Unpacked {
    private static final long LIMIT_SECONDS = 180;

    private final Path folder;
    private int runs;

    /** Unpacks it into a new folder. */
    public Unpacked() throws IOException {
        Path where = Installation.newBase("distribution");
        Process tar = new ProcessBuilder("tar", "xzf", Installation.archive().toString())
                .directory(where.toFile())
                .inheritIO()
                .start();
        if (awaitExit(tar) != 0) {
            throw new IOException("the archive cannot be unpacked");
        }
        try (Stream<Path> found = Files.list(where)) {
            folder = found.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** What was unpacked. */
    public Path folder() {
        return folder;
    }

    /** Begins {@code bin/resumelb ARGUMENTS}; what it says goes to a file. */
    public Run begin(String... arguments) throws IOException {
        return beginWith(QuickJava.home(), arguments);
    }

    private Run beginWith(Path javaHome, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("bin/resumelb").toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolveSibling("run-" + ++runs + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolveSibling(".").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("JAVA_OPTIONS", "-Xmx256m");
        return new Run(builder.start(), said);
    }

    /** The same to its end. */
    public Run run(String... arguments) throws IOException {
        Run run = begin(arguments);
        run.exitCode();
        return run;
    }

    /** The same to its end, with another Java. */
    public Run runWith(Path javaHome, String... arguments) throws IOException {
        Run run = beginWith(javaHome, arguments);
        run.exitCode();
        return run;
    }

    private static int awaitExit(Process process) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end within " + LIMIT_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A command that runs, or has ended. */
    public record Run(Process process, Path said) implements AutoCloseable {
        /** Waits for its end. */
        public int exitCode() throws IOException {
            try {
                return awaitExit(process);
            } catch (IOException e) {
                throw new IOException(e.getMessage() + ":\n" + output(), e);
            }
        }

        /** What it has said so far. */
        public String output() throws IOException {
            return Files.readString(said);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
