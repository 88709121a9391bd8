package org.resumelb.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads properties as typed values, and the files that they name. An absent or empty property has its default. Each
 * error names the property, the value and the expected form. Not thread-safe.
 */
public final class SettingValues {
    private final Function<String, @Nullable String> properties;
    private final Path base;

    /**
     * Creates a reader.
     *
     * @param properties looks up a property by its name
     * @param base folder against which relative paths are resolved
     */
    public SettingValues(Function<String, @Nullable String> properties, Path base) {
        this.properties = properties;
        this.base = base;
    }

    public static SettingValues of(Map<String, String> properties, Path base) {
        return new SettingValues(name -> properties.getOrDefault(name, ""), base);
    }

    /** The folder against which relative paths are resolved. */
    public Path base() {
        return base;
    }

    public <T> T get(Setting<T> setting) {
        return setting.parse(setting.property(), text(setting));
    }

    private String text(Setting<?> setting) {
        String given = given(setting).strip();
        return given.isEmpty() ? setting.byDefault() : given;
    }

    private String given(Setting<?> setting) {
        String given = properties.apply(setting.property());
        return given == null ? "" : given;
    }

    /** Whether a property is present and not empty. */
    public boolean isGiven(Setting<?> setting) {
        return !given(setting).isBlank();
    }

    /** Whether the value, given or by default, is not empty. */
    public boolean has(Setting<String> setting) {
        return !text(setting).isEmpty();
    }

    public Path path(Setting<String> setting) {
        try {
            return base.resolve(text(setting)).normalize();
        } catch (InvalidPathException e) {
            throw wrong(setting, "a path of a file");
        }
    }

    /** The content of the file that a property names; {@code null} if it names none. */
    public @Nullable String content(Setting<String> setting) {
        if (!has(setting)) {
            return null;
        }
        try {
            return Files.readString(path(setting));
        } catch (IOException e) {
            throw wrong(setting, "a readable text file in UTF-8");
        }
    }

    /** The content of a file, on one line. */
    public @Nullable String secret(Setting<String> setting) {
        String content = content(setting);
        if (content == null) {
            return null;
        }
        String secret = content.strip();
        require(secret.matches("[\\x21-\\x7e]+"), setting, "a file with one secret of printable ASCII in it");
        return secret;
    }

    /** Returns what the supplier makes; an error's message is prefixed with the property. */
    public <T> T checked(Setting<?> setting, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.property() + ": " + e.getMessage(), e);
        }
    }

    /** Rejects a value whose form only its user can check. */
    public void require(boolean holds, Setting<?> setting, String expected) {
        if (!holds) {
            throw wrong(setting, expected);
        }
    }

    private IllegalArgumentException wrong(Setting<?> setting, String expected) {
        return setting.wrong(setting.property(), given(setting), expected);
    }
}
