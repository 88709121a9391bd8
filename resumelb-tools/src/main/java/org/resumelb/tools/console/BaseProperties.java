package org.resumelb.tools.console;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties {@code resumelb.*} in the ini files of a Jetty base, as Jetty reads them: {@code start.ini}, then those
 * in {@code start.d} by name; of several the last counts. A folder that is no base has none. Immutable.
 */
public final class BaseProperties {
    private static final String PREFIX = "resumelb.";

    /** Set by the script {@code bin/resumelb}: the folder that it is in, a base if it was unpacked into one. */
    private static final String SCRIPT_FOLDER = "resumelb.scriptFolder";

    private final Path base;
    private final Map<String, String> values;

    private BaseProperties(Path base, Map<String, String> values) {
        this.base = base;
        this.values = values;
    }

    /** Those of the working directory or, if that is no base, of the base that the command was started from. */
    public static BaseProperties here() {
        Path here = Path.of("");
        String script = System.getProperty(SCRIPT_FOLDER);
        return script == null || isBase(here) ? of(here) : of(Path.of(script));
    }

    private static boolean isBase(Path folder) {
        return Files.exists(folder.resolve("start.ini")) || Files.isDirectory(folder.resolve("start.d"));
    }

    /** Those of a folder. */
    public static BaseProperties of(Path base) {
        Map<String, String> values = new HashMap<>();
        for (Path ini : inis(base)) {
            try {
                Files.readAllLines(ini).forEach(line -> read(line.strip(), values));
            } catch (IOException e) {
                // One that may not be read, or is no text, says nothing.
            }
        }
        return new BaseProperties(base, values);
    }

    private static List<Path> inis(Path base) {
        List<Path> inis = new ArrayList<>();
        Path folder = base.resolve("start.d");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.ini")) {
                files.forEach(inis::add);
            } catch (IOException e) {
                // As above.
            }
        }
        inis.sort(null);
        Path first = base.resolve("start.ini");
        if (Files.exists(first)) {
            inis.add(0, first);
        }
        return inis;
    }

    private static void read(String line, Map<String, String> values) {
        int equals = line.indexOf('=');
        if (line.startsWith(PREFIX) && equals > 0) {
            // Jetty's ini files also say "name?=value", for a default.
            String name = line.substring(PREFIX.length(), equals)
                    .replaceFirst("[?+]$", "")
                    .strip();
            values.put(name, line.substring(equals + 1).strip());
        }
    }

    /** A property by its name without {@code resumelb.}; empty counts as absent. */
    public String value(String name, String absent) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? absent : value;
    }

    /** The file that a property names, relative to the base. */
    public @Nullable Path file(String name) {
        String value = value(name, "");
        return value.isEmpty() ? null : base.resolve(value);
    }
}
