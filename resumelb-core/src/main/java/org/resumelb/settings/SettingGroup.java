package org.resumelb.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Settings in the order of their declaration, which is the order in which people look for them. Filled during class
 * initialization.
 */
final class SettingGroup {
    private final List<Setting<?>> settings = new ArrayList<>();

    /** Declares a setting that is read when the load balancer starts. */
    <T> Setting<T> atStart(String name, Kind<T> kind, String byDefault, String meaning) {
        return add(new Setting<>(name, kind, byDefault, meaning, false));
    }

    /** Declares a setting that can change while the load balancer serves. */
    <T> Setting<T> live(String name, Kind<T> kind, String byDefault, String meaning) {
        return add(new Setting<>(name, kind, byDefault, meaning, true));
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }

    List<Setting<?>> all() {
        return Collections.unmodifiableList(settings);
    }
}
