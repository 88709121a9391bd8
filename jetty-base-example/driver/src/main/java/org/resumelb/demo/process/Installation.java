package org.resumelb.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the build has put what the demo runs.
 *
 * @param example the folder {@code jetty-base-example}
 */
public record Installation(Path example) {
    private static final String BUILD = "run mvn -B package first";

    /** Jetty itself. */
    Path startJar() {
        return require(only(example.resolve("driver/target"), "jetty-home-", "").resolve("start.jar"));
    }

    Path war() {
        return require(example.resolve("newspaper/target/newspaper.war"));
    }

    Path databaseJar() {
        return only(example.resolve("driver/target/lib"), "h2-", ".jar");
    }

    /** The load balancer, to be laid over a Jetty base. */
    Path overlay() {
        return only(example.resolve("../jetty-resumelb-module/target"), "resumelb-", "-jetty-base.zip");
    }

    Path workerBase() {
        return require(example.resolve("worker-base"));
    }

    Path balancerBase() {
        return require(example.resolve("lb-base"));
    }

    private static Path only(Path folder, String start, String end) {
        try (Stream<Path> files = Files.list(require(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)
                            && file.getFileName().toString().endsWith(end))
                    .findFirst()
                    .orElseThrow(
                            () -> new DemoException("missing: " + folder + "/" + start + "*" + end + ", " + BUILD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path require(Path path) {
        if (!Files.exists(path)) {
            throw new DemoException("missing: " + path + ", " + BUILD);
        }
        return path.toAbsolutePath().normalize();
    }
}
