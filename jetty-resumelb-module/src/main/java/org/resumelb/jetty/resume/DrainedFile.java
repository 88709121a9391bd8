package org.resumelb.jetty.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of drained workers, one per line, replaced as a whole; no file if there are none. If it cannot be read or
 * written, this is logged and otherwise harmless. Not thread-safe.
 */
final class DrainedFile {
    private static final Logger LOG = LoggerFactory.getLogger(DrainedFile.class);

    private final Path file;
    private boolean failing;

    DrainedFile(Path file) {
        this.file = file;
    }

    /** The names in the file; none if there is no file, or if it cannot be read. */
    List<String> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            LOG.warn("The drained workers in {} cannot be read, so none is drained: {}", file, e.toString());
            return List.of();
        }
    }

    void write(Collection<String> names) {
        try {
            if (names.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Path fresh = file.resolveSibling(file.getFileName() + ".new");
                Files.write(fresh, names);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "Drained workers will serve again after a restart, since {} cannot be written: {}",
                        file,
                        e.toString());
            }
        }
    }
}
