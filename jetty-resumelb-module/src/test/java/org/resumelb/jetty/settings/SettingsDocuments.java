package org.resumelb.jetty.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.resumelb.settings.Setting;

/** What files say of settings, written from their declarations. */
final class SettingsDocuments {
    private static final int WIDTH = 117;

    private SettingsDocuments() {}

    /** Lines of a Jetty XML file that pass properties on under their own names; their defaults are the reader's. */
    static String xml(List<Setting<?>> settings) {
        return settings.stream()
                .map(Setting::property)
                .map(name -> "    <Put name=\"" + name + "\"><Property name=\"" + name + "\" default=\"\"/></Put>\n")
                .collect(Collectors.joining());
    }

    /** The template of an ini file: each property commented with its default. */
    static String ini(List<Setting<?>> settings) {
        return settings.stream()
                .map(setting -> comment(setting) + "# " + setting.property() + "=" + setting.byDefault() + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static String comment(Setting<?> setting) {
        String text = plain(setting.meaning() + " (" + setting.kind().expected() + ")");
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder("##");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder("##");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }

    /** Markdown as plain text; a link is where it leads to. */
    private static String plain(String markdown) {
        return markdown.replaceAll("\\[[^]]*]\\(([^)]*)\\)", "docs/$1").replace("`", "");
    }

    /** Rows of the manual's table. */
    static String table(List<Setting<?>> settings) {
        return settings.stream()
                .map(setting -> "| `" + setting.property() + "` | " + byDefault(setting) + " | " + setting.meaning()
                        + " | " + setting.kind().expected() + " | " + (setting.isLive() ? "live" : "at start")
                        + " |\n")
                .collect(Collectors.joining());
    }

    private static String byDefault(Setting<?> setting) {
        return setting.byDefault().isEmpty() ? "empty" : "`" + setting.byDefault() + "`";
    }
}
