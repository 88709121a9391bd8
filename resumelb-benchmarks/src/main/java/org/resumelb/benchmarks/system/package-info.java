/** The whole system: balancers of several kinds in front of workers whose caches are bounded. */
@NullMarked
package org.resumelb.benchmarks.system;

import org.jspecify.annotations.NullMarked;
