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

    /** Why a worker has no résumé, in a few words; empty if it has one. */
    String reason(String worker);

    /** What an operator should know. */
    Conditions conditions();

    /** What was observed: samples, history, events. */
    Observation observation();

    /** The metrics for Prometheus. */
    Metrics metrics();

    /** The current value of each setting, and where it comes from. */
    List<SettingInForce> config();

    /** How much of each class's work each worker does. */
    ClassWork classWork();

    /**
     * Tries the classifier that the file now describes on recent requests, without putting it in force.
     *
     * @throws org.resumelb.jetty.classifier.ClassifierFileException naming file, line and reason
     */
    ClassifierCheck checkClassifier();

    /** Forgets all skills for a request class. */
    void forget(String requestClass);

    /** The number of requests that wait for a worker. */
    int getWaiting();

    /** The number of requests that were lost together with the connections of two workers. */
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
     * Drains a worker.
     *
     * @param seconds how long its classes take to leave it; 0 for all at once
     * @param unlessLast whether to refuse if no other worker serves
     * @throws IllegalArgumentException if there is no such worker, or the time is negative
     * @throws LastWorkerException if it is refused for being the last
     */
    void drain(String worker, int seconds, boolean unlessLast);

    /**
     * Ends the draining of a worker.
     *
     * @throws IllegalArgumentException if there is no such worker
     */
    void undrain(String worker);
}
