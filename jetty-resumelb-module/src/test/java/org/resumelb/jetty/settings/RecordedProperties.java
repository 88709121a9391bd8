package org.resumelb.jetty.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;

/** Properties without values that remember which were asked for. */
final class RecordedProperties extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> asked = new TreeSet<>();

    private RecordedProperties() {}

    /** The names of all properties that the reader knows. */
    static Set<String> readBySettingsReader() {
        RecordedProperties properties = new RecordedProperties();
        SettingsReader.read(properties, Path.of("."));
        return Collections.unmodifiableSet(properties.asked);
    }

    /** The same settings as if no property had been given. */
    static Settings withoutNames(Settings settings) {
        return new Settings(
                settings.workers(),
                settings.sources(),
                settings.classifier(),
                settings.policy(),
                settings.pool(),
                settings.contextPath(),
                settings.managementPath(),
                settings.token(),
                settings.waiting(),
                settings.upstream(),
                settings.retries(),
                settings.health(),
                settings.pages(),
                settings.admin(),
                settings.front(),
                settings.zookeeper(),
                settings.check(),
                java.util.Map.of());
    }

    @Override
    public String getOrDefault(Object property, String absent) {
        asked.add((String) property);
        return absent;
    }
}
