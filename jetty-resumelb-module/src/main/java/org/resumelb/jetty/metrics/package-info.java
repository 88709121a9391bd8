/**
 * What is observed of the load balancer independently of the choice of workers: an observer of the pool that counts,
 * one sample a second, an hour of history, events, and metrics for Prometheus. Pages and JMX read from here; nothing
 * here decides anything.
 */
@NullMarked
package org.resumelb.jetty.metrics;

import org.jspecify.annotations.NullMarked;
