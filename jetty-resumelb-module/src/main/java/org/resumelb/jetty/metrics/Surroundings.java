package org.resumelb.jetty.metrics;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What metrics include besides the observation. Each supplier is called when metrics are read, and must not block.
 *
 * @param reason why a worker has no résumé; empty if it has one
 * @param retries number of requests that were sent again, by reason
 * @param lethalRequests number of requests that were lost together with two workers' connections
 * @param classifierFailures number of times the classifier threw
 * @param zookeeper 1 while ZooKeeper can be reached, else 0; empty if none is used
 * @param conditions what operators should know, with each condition at least once
 */
public record Surroundings(
        UnaryOperator<String> reason,
        Supplier<Map<String, Long>> retries,
        LongSupplier lethalRequests,
        LongSupplier classifierFailures,
        Supplier<OptionalInt> zookeeper,
        Supplier<List<ConditionLevel>> conditions) {}
