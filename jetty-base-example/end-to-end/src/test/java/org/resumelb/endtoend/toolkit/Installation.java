package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Where the build has put what processes are made of. */
public final class Installation {
    private Installation() {}

    static Path startJar() {
        return path("resumelb.jettyHome").resolve("start.jar");
    }

    /** Jars of Jetty's own logging, for a server that brings none. */
    static Path logging() {
        return path("resumelb.jettyHome").resolve("lib/logging");
    }

    /** The filter's jar. */
    static Path filter() {
        return path("resumelb.filter");
    }

    /** The distribution's archive. */
    static Path archive() {
        return path("resumelb.archive");
    }

    /** The folder of a compiled class of ours. */
    static Path classFile(Class<?> type) {
        return path("resumelb.testClasses").resolve(type.getName().replace('.', '/') + ".class");
    }

    /** Makes an empty base; its name begins with what it is for. */
    public static Path newBase(String purpose) throws IOException {
        Path bases = Files.createDirectories(path("resumelb.bases"));
        return Files.createTempDirectory(bases, purpose + "-");
    }

    /** Lays the load balancer's distribution over a base. */
    public static void layOverlay(Path base) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path("resumelb.overlay")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = base.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Path path(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("system property " + property + " is absent (expected: a path, set by"
                    + " the build; run the tests with mvn verify)");
        }
        return Path.of(path).toAbsolutePath().normalize();
    }
}
