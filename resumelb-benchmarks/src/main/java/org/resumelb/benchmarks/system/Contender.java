package org.resumelb.benchmarks.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.resumelb.benchmarks.proxy.JettyRival;
import org.resumelb.benchmarks.proxy.Processes;

/** A load balancer that runs in front of the newspapers, on a processor of its own where there are several. */
final class Contender implements AutoCloseable {
    /** All that there are, in the table's order. */
    static final List<String> NAMES = List.of(
            "haproxy-leastconn",
            "haproxy-hash",
            "haproxy-hash-bounded",
            "nginx-hash",
            "least-backlog",
            "classic",
            "resume");

    private static final String HAPROXY = """
            global
              maxconn 8192
              nbthread 1
            defaults
              mode http
              timeout connect 2s
              timeout client 60s
              timeout server 60s
              option forwardfor
              http-reuse always
            frontend f
              bind 127.0.0.1:%d
              default_backend b
            backend b
              %s
              %s
            """;

    private static final String NGINX = """
            daemon off;
            worker_processes 1;
            pid %1$s/balancer.pid;
            error_log %1$s/balancer.log;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path %1$s/p1; proxy_temp_path %1$s/p2; fastcgi_temp_path %1$s/p3;
              uwsgi_temp_path %1$s/p4; scgi_temp_path %1$s/p5;
              map $uri $segment { "~^/(?<first>[^/]*)" $first; }
              upstream w { hash %4$s consistent; %3$s keepalive 256; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  proxy_pass http://w;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $host;
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                }
              }
            }
            """;

    private static final String BY_FIRST_SEGMENT = "<Configure class=\"org.resumelb.classifier.RegexClassifier\">"
            + "<Arg>path</Arg><Arg>^/(?&lt;class&gt;[^/]*)</Arg></Configure>";

    private final int port;
    private final Process process;

    private Contender(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param workers their URLs
     * @param oneSite whether what tells classes apart is the first segment of the path, and not the host
     */
    static Contender start(String name, List<String> workers, boolean oneSite, Path folder) throws IOException {
        return switch (name) {
            case "haproxy-leastconn" -> haproxy("balance leastconn", workers, folder);
            case "haproxy-hash" -> haproxy(hash(oneSite), workers, folder);
            case "haproxy-hash-bounded" -> haproxy(hash(oneSite) + "\n  hash-balance-factor 125", workers, folder);
            case "nginx-hash" -> nginx(oneSite ? "$segment" : "$host", workers, folder);
            case "least-backlog", "classic", "resume" -> resumelb(name, workers, oneSite, folder);
            default -> throw new IllegalArgumentException("--rivals " + name + " (expected: of " + NAMES + ")");
        };
    }

    /** Whether the program that it is runs here. */
    static boolean isInstalled(String name) {
        return (!name.startsWith("haproxy") || Processes.has("haproxy"))
                && (!name.startsWith("nginx") || Processes.has("nginx"));
    }

    private static String hash(boolean oneSite) {
        return "balance " + (oneSite ? "uri depth 1" : "hdr(host)") + "\n  hash-type consistent";
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }

    private static Contender haproxy(String balance, List<String> workers, Path folder) throws IOException {
        int port = Processes.freePort();
        String servers = IntStream.range(0, workers.size())
                .mapToObj(i -> "server w" + i + " " + authority(workers.get(i)))
                .collect(Collectors.joining("\n  "));
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), HAPROXY.formatted(port, balance, servers));
        return listening(
                port, Processes.start(folder.resolve("haproxy.out"), pinned("haproxy", "-db", "-f", "" + file)));
    }

    private static Contender nginx(String key, List<String> workers, Path folder) throws IOException {
        int port = Processes.freePort();
        String servers =
                workers.stream().map(url -> "server " + authority(url) + ";").collect(Collectors.joining(" "));
        Path file = Files.writeString(folder.resolve("balancer.conf"), NGINX.formatted(folder, port, servers, key));
        return listening(
                port,
                Processes.start(folder.resolve("nginx.out"), pinned("nginx", "-c", "" + file, "-p", "" + folder)));
    }

    private static Contender resumelb(String policy, List<String> workers, boolean oneSite, Path folder)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(pinned(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dresumelb.policy=" + policy)));
        if (oneSite) {
            command.add("-Dclassifier=" + BY_FIRST_SEGMENT);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                JettyRival.class.getName(),
                "resumelb",
                String.join(",", workers)));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve(policy + ".log").toFile())
                .start();
        // Not closed: what it says, and its end, is the process's.
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IOException(policy + " did not start: " + line);
        }
        return listening(Integer.parseInt(line.substring("port ".length())), process);
    }

    private static Contender listening(int port, Process process) throws IOException {
        Processes.awaitPort(port);
        return new Contender(port, process);
    }

    /** The command, on the first processor if there are several. */
    private static String[] pinned(String... command) {
        return Pinning.on(0, command);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    double cpuSeconds() throws IOException {
        return Processes.cpuSeconds(process.toHandle());
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
