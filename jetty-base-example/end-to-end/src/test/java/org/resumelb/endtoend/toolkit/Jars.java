package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a user's class into a jar. */
public final class Jars {
    private Jars() {}

    /**
     * Compiles one class.
     *
     * @param name the class's full name
     * @param library folder with the jars that it needs
     */
    public static void compile(Path jar, String name, String source, Path library) throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "compile-");
        String path = name.replace('.', '/');
        Path sourceFile = work.resolve(path + ".java");
        Files.createDirectories(Objects.requireNonNull(sourceFile.getParent()));
        Files.writeString(sourceFile, source);
        compile(sourceFile, work, library);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(path + ".class"));
            Files.copy(work.resolve(path + ".class"), out);
        }
    }

    private static void compile(Path sourceFile, Path target, Path library) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> jars = Files.list(library)) {
            String classPath = String.join(
                    System.getProperty("path.separator"),
                    jars.map(Path::toString).toList());
            List<String> options = List.of("-d", target.toString(), "-cp", classPath);
            boolean compiled = compiler.getTask(
                            errors, files, null, options, null, files.getJavaFileObjects(sourceFile))
                    .call();
            if (!compiled) {
                throw new AssertionError("the user's class does not compile: " + errors);
            }
        }
    }
}
