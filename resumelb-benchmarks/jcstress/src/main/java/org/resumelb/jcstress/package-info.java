/**
 * Two threads against one pool: whatever the order, a lease ends once, a request that waits has one fate, and nothing is
 * counted that is over. Run by hand, see docs/benchmarks.md.
 */
@NullMarked
package org.resumelb.jcstress;

import org.jspecify.annotations.NullMarked;
