package org.resumelb.tryout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The load balancer of the distribution, as a process with a temporary base of its own. */
final class BalancerProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 8;

    private final Path base;
    private final Path log;
    private final Process process;

    /** Starts it without waiting. */
    BalancerProcess(Path home, Options options, List<String> workers) throws IOException {
        base = Files.createTempDirectory("resumelb-try-");
        log = base.resolve("resumelb.log");
        Path jetty = home.resolve("jetty-home");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jetty.resolve("start.jar").toString(),
                        "jetty.home=" + jetty,
                        "jetty.base=" + base,
                        "jetty.http.host=127.0.0.1",
                        "jetty.http.port=" + options.port(),
                        "resumelb.admin.port=" + options.adminPort(),
                        "resumelb.workers=" + String.join(",", workers),
                        "--module=http,resumelb")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException if it does not; the message contains its last output
     */
    void awaitListening(int port) throws IOException {
        while (process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        List<String> lines = Files.readAllLines(log);
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        throw new IOException("the load balancer did not start:\n" + last);
    }

    /** Stops it and removes its base. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (var files = Files.walk(base)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("resumelb: " + base + " cannot be removed: " + e.getMessage());
        }
    }
}
