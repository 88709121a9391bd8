package org.resumelb.jetty.metrics;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What metrics tell besides what the observation knows. Each is called by those who scrape, and must not block.
 *
 * @param reason why a worker has no résumé; empty when it has one
 * @param retries how many requests were sent again, by reason
 * @param lethalRequests how many requests were lost together with two workers' connections
 * @param classifierFailures how often the classifier threw
 * @param zookeeper 1 while ZooKeeper can be reached, else 0; empty when none is used
 * @param conditions what operators should know, and what not: each at least once
 */
public record Surroundings(
        UnaryOperator<String> reason,
        Supplier<Map<String, Long>> retries,
        LongSupplier lethalRequests,
        LongSupplier classifierFailures,
        Supplier<OptionalInt> zookeeper,
        Supplier<List<ConditionLevel>> conditions) {}
