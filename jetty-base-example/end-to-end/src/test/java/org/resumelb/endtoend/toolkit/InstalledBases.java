package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Load balancers' bases as the manual's first command leaves them; it is run once for the same modules. Thread-safe. */
final class InstalledBases {
    private static final Map<String, Path> BY_MODULES = new HashMap<>();

    private InstalledBases() {}

    /** Lays a copy into an empty base. */
    static void copy(String modules, Path base) throws IOException {
        copyTree(installed(modules), base);
    }

    private static synchronized Path installed(String modules) throws IOException {
        Path known = BY_MODULES.get(modules);
        if (known != null) {
            return known;
        }
        Path base = Installation.newBase("installed");
        Installation.layOverlay(base);
        JettyProcess process = new JettyProcess(base, LoadBalancerProcess.JVM_ARGUMENTS);
        int exitCode = process.run(List.of("--add-module=" + modules));
        if (exitCode != 0) {
            throw new AssertionError("--add-module ended with " + exitCode + "\n" + process.tail(60));
        }
        BY_MODULES.put(modules, base);
        return base;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
