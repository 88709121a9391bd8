package org.resumelb.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our properties in the ini files of a Jetty base, read as Jetty does: {@code start.ini} first, then the files in
 * {@code start.d} by name; the last value counts. A folder that is no base has none.
 */
public final class IniProperties {
    private IniProperties() {}

    /** Properties by their full names. */
    public static Map<String, String> of(Path base) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Path ini : files(base)) {
            try {
                Files.readAllLines(ini).forEach(line -> read(line.strip(), values));
            } catch (IOException e) {
                // One that may not be read, or is no text, says nothing.
            }
        }
        return values;
    }

    private static List<Path> files(Path base) {
        List<Path> files = new ArrayList<>();
        Path folder = base.resolve("start.d");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> inis = Files.newDirectoryStream(folder, "*.ini")) {
                inis.forEach(files::add);
            } catch (IOException e) {
                // As above.
            }
        }
        files.sort(null);
        Path first = base.resolve("start.ini");
        if (Files.exists(first)) {
            files.add(0, first);
        }
        return files;
    }

    /** Reads one line of an ini file or one argument of a command; anything but a property of ours is ignored. */
    static void read(String line, Map<String, String> values) {
        int equals = line.indexOf('=');
        if (line.startsWith(Setting.PREFIX) && equals > 0) {
            // Jetty also says "name?=value", for a default, and "name+=value", for one more.
            String name = line.substring(0, equals).replaceFirst("[?+]$", "").strip();
            values.put(name, line.substring(equals + 1).strip());
        }
    }
}
