package org.resumelb.jetty.resume;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Pool;

/**
 * What the streams to all workers share. Immutable.
 *
 * @param token secret shown to workers
 * @param fingerprint the fingerprint of the classifier in force; skills learnt under another one are ignored
 * @param random numbers from 0 to 1, for jitter
 * @param nanoClock measures how long a worker has been in service
 */
public record StreamContext(
        HttpClient client,
        Scheduler scheduler,
        Pool pool,
        String managementPath,
        @Nullable String token,
        ResumeParser parser,
        Supplier<String> fingerprint,
        DoubleSupplier random,
        LongSupplier nanoClock) {
    /** With the JVM's clock. */
    public StreamContext(
            HttpClient client,
            Scheduler scheduler,
            Pool pool,
            String managementPath,
            @Nullable String token,
            ResumeParser parser,
            Supplier<String> fingerprint,
            DoubleSupplier random) {
        this(client, scheduler, pool, managementPath, token, parser, fingerprint, random, System::nanoTime);
    }
}
