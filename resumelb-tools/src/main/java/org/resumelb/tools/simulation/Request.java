package org.resumelb.tools.simulation;

import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Lease;
import org.resumelb.resume.Report;

/** One simulated request, from the moment a client sends it. Not thread-safe. */
final class Request {
    /** Of a request that nobody waits for before asking again. */
    static final int NO_CLIENT = -1;

    /** Number of what the application shares data by, whatever the classifier makes of it. */
    final int site;

    /** Number of the page within the traffic. */
    final int content;

    /** The objects that the worker needs for it. */
    final long[] objects;

    /** Their weights; {@code null} when each weighs 1. */
    final int @Nullable [] weights;

    /** The class that the load balancer's classifier gave it. */
    String requestClass = "";

    /** Who asks, as far as the load balancer can tell. */
    String clientName = "";

    long sentNanos;
    long arrivedNanos;
    long startedNanos;
    int misses;
    double missNanos;

    /** Number of the client within the source, or {@link #NO_CLIENT}. */
    int client;

    /** What the worker said with its answer. */
    Report report = Report.NONE;

    @Nullable
    Source source;

    @Nullable
    Balancer balancer;

    @Nullable
    Lease lease;

    Request(int site, int content, long[] objects, int @Nullable [] weights) {
        this.site = site;
        this.content = content;
        this.objects = objects;
        this.weights = weights;
    }
}
