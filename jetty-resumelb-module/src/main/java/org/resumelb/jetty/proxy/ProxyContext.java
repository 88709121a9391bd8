package org.resumelb.jetty.proxy;

import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.Scheduler;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.client.WorkerClient;
import org.resumelb.jetty.pages.PageSet;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.pool.Pool;
import org.resumelb.pool.Worker;

/**
 * What the proxy servlet works with; it finds this in the attribute {@link #ATTRIBUTE} of its context. Immutable.
 *
 * @param client Jetty's client to workers, started
 * @param workers sends requests to them
 * @param viaName the name that this load balancer has in {@code Via}, of its own
 * @param pages what clients get when no worker could answer
 * @param suspect told of a worker that could not be reached
 */
public record ProxyContext(
        Settings settings,
        Pool pool,
        ClassifierInForce classifier,
        HttpClient client,
        WorkerClient workers,
        Scheduler scheduler,
        RetryBudget retryBudget,
        PoisonRequests poisonRequests,
        String viaName,
        PageSet pages,
        Consumer<Worker> suspect) {
    public static final String ATTRIBUTE = ProxyContext.class.getName();

    /** Attributes of contexts are shown by JMX and in dumps, where settings, the token among them, have no place. */
    @Override
    public String toString() {
        return viaName;
    }
}
