package org.resumelb.tools.zookeeper;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.IniProperties;

/** The properties {@code resumelb.zookeeper.*} in the ini files of a Jetty base. Immutable. */
final class BaseProperties {
    private static final String PREFIX = "resumelb.zookeeper.";

    private final Path base;
    private final Map<String, String> values;

    private BaseProperties(Path base, Map<String, String> values) {
        this.base = base;
        this.values = values;
    }

    static BaseProperties of(Path base) {
        return new BaseProperties(base, IniProperties.of(base));
    }

    /** A property by its name without the prefix; empty counts as absent. */
    String value(String name, String absent) {
        String value = values.getOrDefault(PREFIX + name, "");
        return value.isEmpty() ? absent : value;
    }

    /** The file that a property names, relative to the base. */
    @Nullable
    Path file(String name) {
        String value = value(name, "");
        return value.isEmpty() ? null : base.resolve(value);
    }
}
