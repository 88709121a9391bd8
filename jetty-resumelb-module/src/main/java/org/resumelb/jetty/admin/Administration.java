package org.resumelb.jetty.admin;

import java.util.List;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.classes.ClassWork;
import org.resumelb.jetty.classifier.ClassifierCheck;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.metrics.Metrics;
import org.resumelb.jetty.metrics.Observation;
import org.resumelb.pool.Pool;
import org.resumelb.settings.SettingInForce;

/** What the admin connector shows and does. Thread-safe. */
public interface Administration {
    Pool pool();

    ClassifierInForce classifier();

    /** Whether it is known who the workers are. */
    DiscoveryState discovery();

    /** Why a worker has no résumé, in a few words; empty when it has one. */
    String reason(String worker);

    /** What an operator should know. */
    Conditions conditions();

    /** What was seen: samples, history, events. */
    Observation observation();

    /** What is told to Prometheus. */
    Metrics metrics();

    /** Each setting with what it is now, and where that comes from. */
    List<SettingInForce> config();

    /** Which worker does how much of which class's work. */
    ClassWork classWork();

    /**
     * Tries what the classifier's file builds now on the last requests; puts nothing in force.
     *
     * @throws org.resumelb.jetty.classifier.ClassifierFileException naming file, line and reason
     */
    ClassifierCheck checkClassifier();

    /** Forgets all skills for a request class. */
    void forget(String requestClass);

    /** How many requests wait for a worker. */
    int getWaiting();

    /** How many requests were lost together with the connections of two workers. */
    long getLethalRequests();

    /** Whether the load balancer is about to stop. */
    boolean isStopAnnounced();

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
     * @param seconds how long its classes take to leave it; 0 for all at once
     * @param unlessLast whether to refuse when no other worker serves
     * @throws IllegalArgumentException when there is no such worker, or the time is negative
     * @throws LastWorkerException when it was to be refused and is
     */
    void drain(String worker, int seconds, boolean unlessLast);

    /**
     * Gives a drained worker work again.
     *
     * @throws IllegalArgumentException when there is no such worker
     */
    void undrain(String worker);
}
