package org.resumelb.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of our properties that were passed to this JVM. Jetty's XML passes on only the properties that it names, so
 * a misspelt one would go unnoticed otherwise.
 */
public final class GivenNames {
    private GivenNames() {}

    /**
     * Names from the ini files of a base, from arguments and from system properties.
     *
     * @param command the arguments of the JVM's main class, separated by spaces
     */
    public static Set<String> of(Path base, String command, Set<String> systemProperties) {
        Map<String, String> given = new LinkedHashMap<>(IniProperties.of(base));
        for (String argument : command.split(" ", -1)) {
            IniProperties.read(argument.replaceFirst("^-D", ""), given);
        }
        TreeSet<String> names = new TreeSet<>(given.keySet());
        systemProperties.stream()
                .filter(name -> name.startsWith(Setting.PREFIX))
                .forEach(names::add);
        return names;
    }
}
