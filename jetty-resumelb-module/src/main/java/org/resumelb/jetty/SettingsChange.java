package org.resumelb.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.resumelb.settings.LiveSettings;

/** Describes a change of settings for the log. */
final class SettingsChange {
    private SettingsChange() {}

    /** Each setting that differs, as {@code name before -> after}. */
    static String between(LiveSettings before, LiveSettings after) {
        List<String> changes = new ArrayList<>();
        Map<String, Object> former = before.values();
        after.values().forEach((name, value) -> {
            Object was = former.get(name);
            if (!value.equals(was)) {
                changes.add(name + " " + was + " -> " + value);
            }
        });
        return changes.isEmpty() ? "none" : String.join(", ", changes);
    }
}
