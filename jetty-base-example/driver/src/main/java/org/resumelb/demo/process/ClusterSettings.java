package org.resumelb.demo.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param installation where the programs are
 * @param folder for the bases; log files go to its subfolder {@code logs}
 * @param run name of this run, part of the log files' names
 * @param layout which servers
 * @param cache records that each worker's cache keeps
 * @param policy the load balancer's policy, or null for its default
 * @param byPath whether the class of a request is the first part of its path, not its host
 * @param database JDBC URL of a database that is already there, or null to start one
 */
public record ClusterSettings(
        Installation installation,
        Path folder,
        String run,
        Layout layout,
        int cache,
        @Nullable String policy,
        boolean byPath,
        @Nullable String database) {

    /** Folder of the log files. */
    Path logs() {
        return folder.resolve("logs");
    }

    /** The secret that load balancers show to workers. */
    Path tokenFile() {
        return folder.toAbsolutePath().resolve("token");
    }

    /** Log file of one of the processes. */
    Path log(String process) {
        return logs().resolve(run + "-" + process + ".log");
    }
}
