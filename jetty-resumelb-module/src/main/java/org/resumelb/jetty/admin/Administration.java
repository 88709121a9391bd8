package org.resumelb.jetty.admin;

import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.pool.Pool;

/** What the admin connector shows and does. Thread-safe. */
public interface Administration {
    Pool pool();

    ClassifierInForce classifier();

    /** How many requests wait for a worker. */
    int getWaiting();

    /**
     * Reads the classifier's file again.
     *
     * @return what is in force now, in one sentence
     * @throws org.resumelb.jetty.classifier.ClassifierFileException naming file, line and reason
     */
    String reloadClassifier();

    /**
     * Takes work from a worker.
     *
     * @throws IllegalArgumentException when there is no such worker
     */
    void drain(String worker);

    /**
     * Gives a drained worker work again.
     *
     * @throws IllegalArgumentException when there is no such worker
     */
    void undrain(String worker);
}
