package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A JAVA_HOME for scripts whose commands are over before their code would be optimised. A variable of the JVM's own would
 * do as well, but it makes the JVM say so, where tests look at each line.
 */
final class QuickJava {
    private static final String SCRIPT = """
            #!/bin/sh
            exec "%s" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$@"
            """;

    private QuickJava() {}

    /** Makes one. */
    static Path home() throws IOException {
        Path home = Installation.newBase("java-home");
        Path script = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(script, SCRIPT.formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
