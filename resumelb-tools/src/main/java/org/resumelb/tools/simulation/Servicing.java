package org.resumelb.tools.simulation;

import java.util.SplittableRandom;

/** How long requests take: a base time, plus a time for each object missed. Not thread-safe. */
final class Servicing {
    private final EventQueue events;
    private final Scenario.Cost cost;
    private final SplittableRandom random;
    private final SharedProcessors processors;
    private int loading;
    private int slowSite = -1;
    private double slowFactor = 1;

    Servicing(EventQueue events, Scenario.Cost cost, long seed) {
        this.events = events;
        this.cost = cost;
        random = new SplittableRandom(seed);
        processors = new SharedProcessors(events, cost.processors());
    }

    long now() {
        return events.now();
    }

    /** From now on requests of one site take this many times as long. */
    void slowDown(int site, double factor) {
        slowSite = site;
        slowFactor = factor;
    }

    void serve(Request request, LruCache cache, Event whenDone) {
        request.startedNanos = events.now();
        request.misses = touchAll(request, cache);
        double base = cost.baseMillis() * (0.5 + random.nextDouble());
        if (request.site == slowSite) {
            base *= slowFactor;
        }
        if (request.misses == 0) {
            processors.work(base * 1e6, whenDone);
            return;
        }
        loading++;
        double slowdown = 1 + loading / cost.databaseLoads();
        double missed = request.misses * cost.missMillis() * slowdown;
        double millis = base + missed;
        processors.work(millis * 1e6, () -> {
            loading--;
            request.missNanos = (events.now() - request.startedNanos) * missed / millis;
            whenDone.happen();
        });
    }

    /** What is done for a request before a worker sees it. */
    void bring(Event toWorker) {
        if (cost.frontMillis() == 0) {
            toWorker.happen();
        } else {
            processors.work(cost.frontMillis() * (0.5 + random.nextDouble()) * 1e6, toWorker);
        }
    }

    private static int touchAll(Request request, LruCache cache) {
        int misses = 0;
        for (int i = 0; i < request.objects.length; i++) {
            int weight = request.weights == null ? 1 : request.weights[i];
            if (!cache.touch(request.objects[i], weight)) {
                misses++;
            }
        }
        return misses;
    }
}
