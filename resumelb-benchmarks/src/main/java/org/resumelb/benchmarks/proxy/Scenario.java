package org.resumelb.benchmarks.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked for, and how.
 *
 * @param path what the worker has, see {@link Workers}
 * @param posts whether 16 KB are posted
 * @param http2 whether clients speak HTTP/2 without TLS
 * @param keptAlive whether connections serve more than one request
 * @param classes how many hosts are asked for in turn
 */
record Scenario(String path, boolean posts, boolean http2, boolean keptAlive, int classes) {
    static final int POST_BYTES = 16 * 1024;

    /** From words such as {@code 1k}, {@code 64k}, {@code 10m}, {@code post}, joined by commas with {@code h2}, {@code new}, {@code 500}. */
    static Scenario of(String words) {
        Scenario scenario = new Scenario("", false, false, true, 1);
        for (String word : words.split(",", -1)) {
            scenario = switch (word) {
                case "1k", "64k", "10m" ->
                    new Scenario("/" + word, false, scenario.http2, scenario.keptAlive, scenario.classes);
                case "post" -> new Scenario("/post", true, scenario.http2, scenario.keptAlive, scenario.classes);
                case "h2" -> new Scenario(scenario.path, scenario.posts, true, scenario.keptAlive, scenario.classes);
                case "new" -> new Scenario(scenario.path, scenario.posts, scenario.http2, false, scenario.classes);
                case "500" -> new Scenario(scenario.path, scenario.posts, scenario.http2, scenario.keptAlive, 500);
                default -> throw wrong(words);
            };
        }
        if (scenario.path.isEmpty()) {
            throw wrong(words);
        }
        return scenario;
    }

    private static IllegalArgumentException wrong(String words) {
        return new IllegalArgumentException(
                "--scenario: " + words + " (expected: 1k, 64k, 10m or post, then any of h2, new, 500)");
    }

    /** The command that asks for it with so many connections for so long. */
    List<String> command(int port, int connections, int seconds, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        String url = "http://127.0.0.1:" + port + path;
        if (http2) {
            int clients = Math.max(1, connections / 16);
            command.addAll(List.of("h2load", "-t1", "-c" + clients, "-m16", "-D" + seconds, "--warm-up-time=0"));
            if (posts) {
                command.addAll(List.of("-d", body(folder).toString()));
            }
        } else {
            command.addAll(
                    List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout=30s"));
            command.addAll(List.of("-s", script(folder).toString()));
        }
        command.add(url);
        return command;
    }

    private static Path body(Path folder) throws IOException {
        return Files.writeString(folder.resolve("body"), "x".repeat(POST_BYTES));
    }

    private Path script(Path folder) throws IOException {
        StringBuilder script = new StringBuilder();
        if (posts) {
            script.append("wrk.method = 'POST'\nwrk.body = string.rep('x', " + POST_BYTES + ")\n");
        }
        if (!keptAlive) {
            script.append("wrk.headers['Connection'] = 'close'\n");
        }
        script.append("""
                local n = 0
                local requests = {}
                init = function(args)
                  for i = 1, %1$d do
                    wrk.headers['Host'] = 'site' .. i .. '.example'
                    requests[i] = wrk.format()
                  end
                end
                request = function()
                  n = n %% %1$d + 1
                  return requests[n]
                end
                """.formatted(classes));
        return Files.writeString(folder.resolve("load.lua"), script);
    }
}
