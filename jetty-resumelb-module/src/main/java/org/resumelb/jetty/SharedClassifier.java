package org.resumelb.jetty;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.ClassifierFile;

/**
 * Which classifier files a setting in ZooKeeper may name. Such a file is code, since it can create any object of any
 * class. Therefore it must be located below the load balancer's base, where the administrator put it, even after all
 * symbolic links are followed. The file with which the load balancer was started may be anywhere. Immutable.
 */
final class SharedClassifier {
    private final ClassifierFile atStart;
    private final @Nullable Path base;

    /**
     * Creates the rule for one load balancer.
     *
     * @param base folder against which relative names are resolved; {@code null} if nothing is shared
     */
    SharedClassifier(ClassifierFile atStart, @Nullable Path base) {
        this.atStart = atStart;
        this.base = base;
    }

    /**
     * The file with a name.
     *
     * @param name {@code null} for the file from the start
     * @throws IllegalArgumentException if it is not below the base
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
