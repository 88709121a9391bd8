package org.resumelb.tools.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * Partitions sites among workers, knowing their popularity and size: the most popular first, each to the worker whose
 * load and cache have most room, and to several workers if one could not serve it.
 */
final class Clairvoyance {
    /** A worker's share of the load that one site may make up. */
    private static final double MOST_OF_A_WORKER = 0.8;

    private final double[] load;
    private final double[] filled;
    private final double cacheShare;

    private Clairvoyance(int workers, double cacheShare) {
        load = new double[workers];
        filled = new double[workers];
        this.cacheShare = cacheShare;
    }

    /** Which workers serve each site; all caches together hold so many working sets. */
    static Map<String, int[]> assign(SyntheticWorkload workload, int workers, double cache) {
        Clairvoyance its = new Clairvoyance(workers, cache / workers);
        Map<String, int[]> assignment = new HashMap<>();
        // Sites are numbered by popularity.
        for (int site = 0; site < workload.sites(); site++) {
            double share = workload.share(site) * workers;
            int replicas = Math.min(workers, (int) Math.ceil(share / MOST_OF_A_WORKER));
            double size = (double) workload.size(site) / workload.workingSet();
            assignment.put(workload.nameOf(site), its.place(share / replicas, size, replicas));
        }
        return assignment;
    }

    private int[] place(double share, double size, int replicas) {
        int[] chosen = new int[replicas];
        boolean[] taken = new boolean[load.length];
        for (int i = 0; i < replicas; i++) {
            int best = -1;
            for (int worker = 0; worker < load.length; worker++) {
                if (!taken[worker] && (best < 0 || fullness(worker) < fullness(best))) {
                    best = worker;
                }
            }
            taken[best] = true;
            chosen[i] = best;
            load[best] += share;
            filled[best] += size / cacheShare;
        }
        return chosen;
    }

    private double fullness(int worker) {
        return Math.max(load[worker], 0.8 * filled[worker]);
    }
}
