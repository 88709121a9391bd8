package org.resumelb.jetty;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.ClassifierFile;

/**
 * Which classifier files a setting in ZooKeeper may name. Such a file is code: it makes any object of any class. So it
 * must lie below the load balancer's base, where whoever installed it put it, also when all symbolic links are followed;
 * the file that the load balancer was started with may lie anywhere. Immutable.
 */
final class SharedClassifier {
    private final ClassifierFile atStart;
    private final @Nullable Path base;

    /**
     * Makes the rule for one load balancer.
     *
     * @param base folder that relative names start from; {@code null} where nothing is shared
     */
    SharedClassifier(ClassifierFile atStart, @Nullable Path base) {
        this.atStart = atStart;
        this.base = base;
    }

    /**
     * The file of a name.
     *
     * @param name {@code null} for the file of the start
     * @throws IllegalArgumentException when it is not below the base
     */
    ClassifierFile named(@Nullable String name) {
        Path folder = base;
        if (name == null || folder == null) {
            return atStart;
        }
        // InvalidPathException is an IllegalArgumentException, and names the path.
        Path file = folder.resolve(name).normalize();
        if (file.equals(atStart.path())) {
            return atStart;
        }
        if (!file.startsWith(folder.normalize()) || !staysBelow(folder, file)) {
            throw new IllegalArgumentException(
                    "classifier: " + name + " (expected: a file below the base of each load balancer)");
        }
        return new ClassifierFile(file);
    }

    private static boolean staysBelow(Path folder, Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            // It is not there, which is told when it is read.
            return true;
        }
    }
}
