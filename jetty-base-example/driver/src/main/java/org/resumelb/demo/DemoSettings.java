package org.resumelb.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Layout;

/**
 * What the user wants.
 *
 * @param installation where the programs are
 * @param log the log to play, or null to make one
 * @param layout which servers
 * @param cache records that each worker's cache keeps, or null for the workers' share of what the log needs
 * @param wholePages whether a page is one record, instead of several that pages share
 * @param classifier Jetty XML file that builds the load balancers' classifier, or null for one that fits the log
 * @param requests requests to play at most
 * @param policy policy of the second run, or null for the load balancer's default
 * @param database JDBC URL, or null to start a database
 */
record DemoSettings(
        Installation installation,
        @Nullable Path log,
        Layout layout,
        @Nullable Integer cache,
        boolean wholePages,
        @Nullable Path classifier,
        int requests,
        @Nullable String policy,
        @Nullable String database) {}
