/**
 * Pools, policies and workers in virtual time, on one thread and seeded: shows what a policy does to caches and
 * latencies before it meets real traffic. Drives the load balancer's own {@link org.resumelb.pool.Pool}; only the
 * command line depends on it.
 */
@NullMarked
package org.resumelb.tools.simulation;

import org.jspecify.annotations.NullMarked;
