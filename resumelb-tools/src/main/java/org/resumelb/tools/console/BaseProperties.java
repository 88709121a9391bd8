package org.resumelb.tools.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.IniProperties;
import org.resumelb.settings.Setting;

/** The properties {@code resumelb.*} in the ini files of a Jetty base. Immutable. */
public final class BaseProperties {
    /**
     * Set by the script {@code bin/resumelb}: the folder that contains it, which is a base if the zip was unpacked into
     * one.
     */
    private static final String SCRIPT_FOLDER = "resumelb.scriptFolder";

    private final Path base;
    private final Map<String, String> values;

    private BaseProperties(Path base, Map<String, String> values) {
        this.base = base;
        this.values = values;
    }

    /**
     * The properties of the working directory or, if that is no base, of the base that the command was started from.
     */
    public static BaseProperties here() {
        Path here = Path.of("");
        String script = System.getProperty(SCRIPT_FOLDER);
        return script == null || isBase(here) ? of(here) : of(Path.of(script));
    }

    /** Whether a folder looks like a Jetty base. */
    public static boolean isBase(Path folder) {
        return Files.exists(folder.resolve("start.ini")) || Files.isDirectory(folder.resolve("start.d"));
    }

    /** The properties of a folder. */
    public static BaseProperties of(Path base) {
        return new BaseProperties(base, IniProperties.of(base));
    }

    /** A property by its name without {@code resumelb.}; an empty one counts as absent. */
    public String value(String name, String absent) {
        String value = values.getOrDefault(Setting.PREFIX + name, "");
        return value.isEmpty() ? absent : value;
    }

    /** The file that a property names, resolved against the base. */
    public @Nullable Path file(String name) {
        String value = value(name, "");
        return value.isEmpty() ? null : base.resolve(value);
    }
}
