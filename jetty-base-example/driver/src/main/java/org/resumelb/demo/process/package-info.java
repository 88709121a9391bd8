/**
 * Real processes: database, workers and load balancer, each in its own JVM, started as an administrator would start
 * them. Knows neither logs nor results.
 */
@NullMarked
package org.resumelb.demo.process;

import org.jspecify.annotations.NullMarked;
