/**
 * Pools, policies and workers in virtual time, on one thread and seeded: shows what a policy does to caches and
 * latencies before it meets traffic. Drives the very {@link org.resumelb.pool.Pool} of the load balancer; nothing
 * depends on it but the command line.
 */
@NullMarked
package org.resumelb.tools.simulation;

import org.jspecify.annotations.NullMarked;
