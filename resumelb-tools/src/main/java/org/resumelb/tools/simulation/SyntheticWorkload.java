package org.resumelb.tools.simulation;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Sites of skewed popularity and size. The popularity of sites follows Zipf's law; the number of a site's objects is
 * log-normal and independent of it. A page, itself of skewed popularity, needs two objects that all pages of its site
 * need, and four of its own; a small share of the objects is new, so that no cache ever has everything.
 */
final class SyntheticWorkload implements Workload {
    private static final int OBJECTS_PER_PAGE = 10;
    private static final int SHARED_OBJECTS = 2;

    private final SplittableRandom random;
    private final Traffic traffic;
    private final String[] names;
    private final int[] sizes;
    private final int[] bySlot;
    private final AliasTable popularity;
    private int surgingSite = -1;
    private double surgingShare;
    private long newObjects;

    /**
     * What the traffic looks like.
     *
     * @param sites how many there are
     * @param skew exponent of Zipf's law
     * @param meanObjects mean number of objects of a site
     * @param newShare share of the objects used that were never used before
     */
    record Traffic(int sites, double skew, double meanObjects, double newShare) {
        static Traffic ofSites(int sites) {
            return new Traffic(sites, 0.9, 40, 0.005);
        }
    }

    SyntheticWorkload(Traffic traffic, long seed) {
        this.traffic = traffic;
        random = new SplittableRandom(seed);
        names = new String[traffic.sites()];
        sizes = new int[traffic.sites()];
        bySlot = new int[traffic.sites()];
        double[] weights = new double[traffic.sites()];
        for (int i = 0; i < traffic.sites(); i++) {
            names[i] = "site" + i;
            sizes[i] = Math.max(4, (int) (traffic.meanObjects() * Math.exp(random.nextGaussian() - 0.5)));
            bySlot[i] = i;
            weights[i] = Math.pow(i + 1, -traffic.skew());
        }
        popularity = new AliasTable(weights);
    }

    @Override
    public Request next() {
        boolean surging = surgingSite >= 0 && random.nextDouble() < surgingShare;
        int site = surging ? surgingSite : bySlot[popularity.pick(random)];
        double skewed = random.nextDouble();
        int page = (int) (skewed * Math.sqrt(skewed) * sizes[site]);
        long[] objects = new long[OBJECTS_PER_PAGE];
        for (int i = 0; i < OBJECTS_PER_PAGE; i++) {
            objects[i] = object(site, page, i);
        }
        return new Request(site, site * 31 + page, objects, null);
    }

    private long object(int site, int page, int position) {
        if (traffic.newShare() > 0 && random.nextDouble() < traffic.newShare()) {
            newObjects++;
            return -newObjects;
        }
        int own =
                position < SHARED_OBJECTS ? position : Math.floorMod(page * 0x9E3779B1 + position * 7919, sizes[site]);
        return ((long) site << 24) + own;
    }

    /** Visits each object that a site has. */
    void forEachObject(LongConsumer visitor) {
        for (int site = 0; site < sizes.length; site++) {
            for (int own = 0; own < Math.max(sizes[site], SHARED_OBJECTS); own++) {
                visitor.accept(((long) site << 24) + own);
            }
        }
    }

    /** How many objects all sites have together. */
    long workingSet() {
        long sum = 0;
        for (int size : sizes) {
            sum += size;
        }
        return sum;
    }

    /** How many objects a site has. */
    int size(int site) {
        return sizes[site];
    }

    /** The share of the requests that a site has. */
    double share(int site) {
        return popularity.share(site);
    }

    /** From now on one site has this share of all requests; 0 ends it. */
    void surge(int site, double share) {
        surgingSite = share > 0 ? site : -1;
        surgingShare = share;
    }

    /** Two sites exchange their popularity. */
    void drift() {
        int a = random.nextInt(bySlot.length);
        int b = random.nextInt(bySlot.length);
        int moved = bySlot[a];
        bySlot[a] = bySlot[b];
        bySlot[b] = moved;
    }

    @Override
    public int sites() {
        return names.length;
    }

    @Override
    public String nameOf(int site) {
        return names[site];
    }
}
