/**
 * What is seen of the load balancer from outside of the choice: an observer of the pool that counts, one sample a second,
 * an hour's history, events, and metrics for Prometheus. Pages and JMX read from here; nothing here decides anything.
 */
@NullMarked
package org.resumelb.jetty.metrics;

import org.jspecify.annotations.NullMarked;
