package org.resumelb.demo.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A folder with what one Jetty server needs beside jetty-home.
 *
 * @param folder the base
 */
record JettyBase(Path folder) {
    /** Makes a base as a copy of a template. */
    static JettyBase copyOf(Path template, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(template)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            write(folder.resolve(template.relativize(file).toString()), Files.newInputStream(file));
        }
        return new JettyBase(folder);
    }

    /** Adds the files of a zip, in place of those of the same name. */
    JettyBase lay(Path zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder.normalize())) {
                    throw new IOException(zip + " has an entry outside of its folder: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return this;
    }

    /** Writes a text file. */
    JettyBase with(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private static void write(Path file, InputStream content) throws IOException {
        try (content) {
            Files.createDirectories(file.getParent());
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
