package org.resumelb.demo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Layout;

/**
 * What the user wants.
 *
 * @param installation where the programs are
 * @param logs the logs to play, one after the other; none: one is made
 * @param layout which servers
 * @param caches what workers' caches keep
 * @param classifier Jetty XML that builds the load balancers' classifier, or null for one that fits the log
 * @param requests requests to play at most
 * @param policy policy of the second run, or null for the load balancer's default
 * @param database JDBC URL, or null to start a database
 */
record DemoSettings(
        Installation installation,
        List<Path> logs,
        Layout layout,
        Caches caches,
        @Nullable String classifier,
        int requests,
        @Nullable String policy,
        @Nullable String database) {}
