package org.resumelb.jetty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.resumelb.settings.ServerSettings;

/**
 * The classifier that comes with the module, which classifies by host. It is in force if a base has none of its own,
 * because the module was enabled by hand and Jetty did not copy the file to {@code etc}.
 */
final class ShippedClassifier {
    private static final String FILE = "modules/resumelb/resumelb-classifier.xml";

    private ShippedClassifier() {}

    /** Whether a classifier file is this one, used as the default and not named by anybody. */
    static boolean isIn(Path file) {
        return file.isAbsolute() && file.endsWith(FILE);
    }

    /** The properties, with the shipped classifier if no other one is named or present. */
    static Map<String, String> where(Map<String, String> properties, Path base) {
        String property = ServerSettings.CLASSIFIER.property();
        boolean own = !properties.getOrDefault(property, "").isBlank()
                || Files.exists(base.resolve(ServerSettings.CLASSIFIER.byDefault()));
        Map<String, String> all = new TreeMap<>(properties);
        if (!own) {
            Stream.of(base, Path.of(System.getProperty("jetty.home", "")))
                    .map(folder -> folder.resolve(FILE).toAbsolutePath())
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .ifPresent(file -> all.put(property, file.toString()));
        }
        return all;
    }
}
