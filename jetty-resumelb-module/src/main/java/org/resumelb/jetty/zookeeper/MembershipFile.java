package org.resumelb.jetty.zookeeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.resumelb.discovery.WorkerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers found last, kept for a start while ZooKeeper is away: {@code {"workers":["http://host:port/context"]}},
 * replaced as a whole. If it cannot be read or written, this is logged and otherwise harmless. Not thread-safe.
 */
final class MembershipFile {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipFile.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private boolean failing;

    MembershipFile(Path file) {
        this.file = file;
    }

    /** The workers in the file; none if there is no file, or if it cannot be parsed. */
    List<WorkerAddress> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (JsonParser parser = JSON.createParser(Files.readAllBytes(file))) {
            List<WorkerAddress> workers = new ArrayList<>();
            boolean listed = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                listed |= token == JsonToken.START_ARRAY;
                if (listed && token == JsonToken.VALUE_STRING) {
                    workers.add(WorkerAddress.parse(parser.getText()));
                }
            }
            return workers;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The last known workers in {} cannot be read: {}", file, e.toString());
            return List.of();
        }
    }

    void write(Collection<WorkerAddress> workers) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (JsonGenerator json = JSON.createGenerator(Files.newOutputStream(fresh))) {
                json.writeStartObject();
                json.writeArrayFieldStart("workers");
                for (WorkerAddress worker : workers) {
                    json.writeString(worker.text());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("The last known workers cannot be saved in {}: {}", file, e.toString());
            }
        }
    }
}
