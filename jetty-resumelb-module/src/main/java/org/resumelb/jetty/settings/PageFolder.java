package org.resumelb.jetty.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a folder of error pages. */
final class PageFolder {
    private static final Pattern KINDS = Pattern.compile(".*\\.(html?|json)");
    private static final Pattern NAME = Pattern.compile("([45][0-9]{2}|default)\\.(html|json)");
    private static final long MAX_BYTES = 1 << 20;

    private PageFolder() {}

    /**
     * Reads all pages in a folder; other files in it are ignored.
     *
     * @throws IllegalArgumentException naming what cannot be used, and the expected form
     */
    static Map<String, String> read(Path folder) {
        Map<String, String> pages = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (KINDS.matcher(name).matches()) {
                    pages.put(name, content(file, name));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " (expected: a folder that can be read)", e);
        }
        return pages;
    }

    private static String content(Path file, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    file + " (expected: names like 503.html, 503.json, default.html, default.json)");
        }
        try {
            if (Files.size(file) <= MAX_BYTES) {
                return Files.readString(file);
            }
        } catch (CharacterCodingException e) {
            // Told below, like a file that cannot be read.
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " (expected: a file that can be read)", e);
        }
        throw new IllegalArgumentException(file + " (expected: at most " + MAX_BYTES + " bytes of UTF-8)");
    }
}
