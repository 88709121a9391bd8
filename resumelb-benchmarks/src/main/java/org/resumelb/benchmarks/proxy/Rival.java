package org.resumelb.benchmarks.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A proxy that runs, or none: then clients ask the worker itself. */
final class Rival implements AutoCloseable {
    private static final String HAPROXY = """
            global
              maxconn 8192
              nbthread 2
            defaults
              mode http
              timeout connect 2s
              timeout client 60s
              timeout server 60s
              option forwardfor
              http-reuse always
            frontend f
              bind 127.0.0.1:%d%s
              default_backend b
            backend b
              server w 127.0.0.1:%d
            """;

    private static final String NGINX = """
            daemon off;
            worker_processes 2;
            pid %1$s/proxy.pid;
            error_log %1$s/proxy.log;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_max_body_size 0;
              client_body_temp_path %1$s/p1; proxy_temp_path %1$s/p2; fastcgi_temp_path %1$s/p3;
              uwsgi_temp_path %1$s/p4; scgi_temp_path %1$s/p5;
              upstream w { server 127.0.0.1:%3$d; keepalive 256; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:%2$d%4$s backlog=1024;
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

    private final String name;
    private final int port;
    private final @Nullable Process process;
    private final @Nullable BufferedReader answers;
    private final @Nullable Writer questions;

    private Rival(String name, int port, @Nullable Process process, boolean asked) {
        this.name = name;
        this.port = port;
        this.process = process;
        answers = asked && process != null
                ? new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                : null;
        questions = asked && process != null ? process.outputWriter(StandardCharsets.UTF_8) : null;
    }

    /**
     * Starts one by its name: direct, haproxy, nginx, stock, balancer, resumelb or watched; a name of Jetty's kind may be
     * followed by options of its JVM, each after an {@code @}.
     */
    static Rival start(String name, Workers worker, boolean http2, Path folder) throws IOException {
        int port = Processes.freePort();
        return switch (name.replaceFirst("@.*", "")) {
            case "direct" -> new Rival(name, worker.port(), null, false);
            case "haproxy" -> {
                Path file = Files.writeString(
                        folder.resolve("haproxy.cfg"),
                        HAPROXY.formatted(port, http2 ? " proto h2" : "", worker.port()));
                yield running(name, port, Processes.start(folder.resolve("haproxy.out"), name, "-db", "-f", "" + file));
            }
            case "nginx" -> {
                Path file = Files.writeString(
                        folder.resolve("nginx.conf"),
                        NGINX.formatted(folder, port, worker.port(), http2 ? " http2" : ""));
                yield running(
                        name,
                        port,
                        Processes.start(folder.resolve("nginx.out"), name, "-c", "" + file, "-p", "" + folder));
            }
            case "stock", "balancer", "resumelb" -> jetty(name, worker.url(), List.of());
            case "watched" -> {
                int admin = Processes.freePort();
                Rival started = jetty(name, worker.url(), List.of("-Dresumelb.admin.port=" + admin));
                Watcher.begin(admin);
                yield started;
            }
            default ->
                throw new IllegalArgumentException(
                        "--rivals " + name + " (expected: direct, haproxy, nginx, stock, balancer, resumelb, watched)");
        };
    }

    private static Rival running(String name, int port, Process process) throws IOException {
        Processes.awaitPort(port);
        return new Rival(name, port, process, false);
    }

    /** Starts one of Jetty's kind before a worker, with further arguments for its JVM. */
    static Rival jetty(String name, String worker, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:-UseDynamicNumberOfCompilerThreads"));
        command.addAll(properties);
        List<String> words = List.of(name.split("@", -1));
        String kind = words.get(0);
        command.addAll(words.subList(1, words.size()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JettyRival.class.getName(), kind, worker));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        String line = answers.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException(name + " did not start");
        }
        return new Rival(name, Integer.parseInt(line.substring("port ".length())), process, true);
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Processor time used so far, in seconds. */
    double cpuSeconds() throws IOException {
        Process running = process;
        return running == null ? 0 : Processes.cpuSeconds(running.toHandle());
    }

    /** What a process of Jetty's kind needs after a full collection. */
    record Memory(long heapBytes, long directBytes, long residentKib) {}

    Memory memory() throws IOException {
        String[] words = ask("memory").split(" ", -1);
        long resident = Processes.residentKib(Objects.requireNonNull(process).toHandle());
        return new Memory(Long.parseLong(words[0]), Long.parseLong(words[1]), resident);
    }

    /** Bytes that its threads have allocated so far; NaN where nobody counts. */
    double allocatedBytes() throws IOException {
        return questions == null ? Double.NaN : Double.parseDouble(ask("allocated"));
    }

    private String ask(String question) throws IOException {
        Writer asked = Objects.requireNonNull(questions);
        asked.write(question + "\n");
        asked.flush();
        return Objects.requireNonNull(answers).readLine();
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            Processes.end(running);
        }
    }
}
