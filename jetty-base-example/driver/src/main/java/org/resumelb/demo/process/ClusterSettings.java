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
 * @param cache records that each worker's cache keeps, or bytes of whole pages
 * @param wholePages whether a page is one record, instead of several that pages share
 * @param policy the load balancer's policy, or null for its default
 * @param classifier Jetty XML that builds the load balancers' classifier, or null for their default
 * @param database JDBC URL of a database that is already there, or null to start one
 */
public record ClusterSettings(
        Installation installation,
        Path folder,
        String run,
        Layout layout,
        long cache,
        boolean wholePages,
        @Nullable String policy,
        @Nullable String classifier,
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
