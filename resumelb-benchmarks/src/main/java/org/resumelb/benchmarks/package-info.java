/**
 * What a choice costs: nanoseconds and bytes for each request, by policy, number of workers and number of classes. Run
 * with {@code java -jar target/benchmarks.jar -prof gc}.
 */
@NullMarked
package org.resumelb.benchmarks;

import org.jspecify.annotations.NullMarked;
