package org.resumelb.tools.simulation;

/** A stream of requests; always the same for the same seed. */
interface Workload {
    /** The next request. Endless: a recorded workload starts again. */
    Request next();

    /** How many sites, which are numbered from 0. */
    int sites();

    /** The class of a site's requests when the classifier is right. */
    String nameOf(int site);
}
