package org.resumelb.benchmarks.proxy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes, and what the system says of them. */
public final class Processes {
    private static final String[] PATHS = (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":", -1);
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int MAX_TRIES = 400;

    private Processes() {}

    /** Whether a program is installed. */
    public static boolean has(String program) {
        return Arrays.stream(PATHS).anyMatch(path -> new File(path, program).canExecute());
    }

    /** Starts an installed program, with its output in a file. */
    public static Process start(Path log, String... command) throws IOException {
        String program = command[0];
        command[0] = Arrays.stream(PATHS)
                .map(path -> new File(path, program))
                .filter(File::canExecute)
                .map(File::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(program + " is not installed"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    /** Returns when somebody listens on a port. */
    public static void awaitPort(int port) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException("nobody listens on port " + port);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Processor time that a process and its children have used, in seconds, but for what the compilers of a JVM take: how
     * far they have come depends on what else the machine does.
     */
    public static double cpuSeconds(ProcessHandle process) throws IOException {
        double sum = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            Path folder = Path.of("/proc/" + each.pid());
            sum += cpuSecondsIn(folder.resolve("stat"));
            try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
                for (Path thread : threads.toList()) {
                    sum -= compilerSecondsIn(thread);
                }
            }
        }
        return sum;
    }

    /** What a thread has used if it is one of a JVM's compilers, none of which ends. */
    private static double compilerSecondsIn(Path thread) throws IOException {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).contains("CompilerThre");
            return compiles ? cpuSecondsIn(thread.resolve("stat")) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            // A thread that ends while it is read: "No such process".
            if (Files.exists(thread)) {
                throw e;
            }
            return 0;
        }
    }

    private static double cpuSecondsIn(Path file) throws IOException {
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    /** Resident memory of a process, in KiB. */
    static long residentKib(ProcessHandle process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    /** Ends a process and those that it has started. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
