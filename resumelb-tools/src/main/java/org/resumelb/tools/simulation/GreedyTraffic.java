package org.resumelb.tools.simulation;

import java.util.function.Supplier;

/** Requests for sites that nobody else asks for, all of them asked for alike. Not thread-safe. */
final class GreedyTraffic implements Supplier<Request> {
    /** The sites' numbers begin here. */
    static final int FIRST_SITE = 10_000;

    private static final long FIRST_OBJECT = (long) FIRST_SITE << 24;
    private static final double MEAN_OBJECTS = 40;
    private static final double NEW_SHARE = 0.005;

    private final SyntheticWorkload workload;
    private final boolean oneClient;

    /**
     * Traffic that is the same for the same seed.
     *
     * @param oneClient whether all requests come from one client, or those for each site from another
     */
    GreedyTraffic(int sites, boolean oneClient, long seed) {
        workload = new SyntheticWorkload(new SyntheticWorkload.Traffic(sites, 0, MEAN_OBJECTS, NEW_SHARE), seed);
        this.oneClient = oneClient;
    }

    @Override
    public Request get() {
        Request original = workload.next();
        long[] objects = original.objects;
        for (int i = 0; i < objects.length; i++) {
            // Objects that are new have negative numbers.
            objects[i] += objects[i] < 0 ? -FIRST_OBJECT : FIRST_OBJECT;
        }
        Request request = new Request(FIRST_SITE + original.site, original.content, objects, null);
        request.requestClass = "greedy" + original.site;
        request.clientName = oneClient ? "greedy" : request.requestClass;
        return request;
    }

    static boolean sent(Request request) {
        return request.site >= FIRST_SITE;
    }
}
