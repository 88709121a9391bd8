package org.resumelb.tools.simulation;

import java.util.SplittableRandom;

/** Sites of skewed popularity, each with a few pages that are asked for alike; a page is one object. */
final class EvenWorkload implements Workload {
    private final SplittableRandom random;
    private final AliasTable popularity;
    private final int sites;
    private final int pages;

    /**
     * Traffic that is the same for the same seed.
     *
     * @param pages of each site
     * @param skew exponent of Zipf's law for sites; 0 if all are asked for alike
     */
    EvenWorkload(int sites, int pages, double skew, long seed) {
        this.sites = sites;
        this.pages = pages;
        random = new SplittableRandom(seed);
        double[] weights = new double[sites];
        for (int i = 0; i < sites; i++) {
            weights[i] = Math.pow(i + 1, -skew);
        }
        popularity = new AliasTable(weights);
    }

    @Override
    public Request next() {
        int site = popularity.pick(random);
        int object = site * pages + random.nextInt(pages);
        return new Request(site, object, new long[] {object}, null);
    }

    @Override
    public int sites() {
        return sites;
    }

    @Override
    public String nameOf(int site) {
        return "site" + site;
    }
}
