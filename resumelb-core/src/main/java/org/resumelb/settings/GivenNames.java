package org.resumelb.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which properties of ours somebody gave to this JVM. Jetty's XML passes on only properties that it names, so that a
 * misspelt one would go unnoticed.
 */
public final class GivenNames {
    private GivenNames() {}

    /**
     * Names in the ini files of a base, in arguments, and among system properties.
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
