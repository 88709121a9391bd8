/** Tests of the pool: who serves, what each has in hand, and leases that end exactly once. */
@NullMarked
package org.resumelb.pool;

import org.jspecify.annotations.NullMarked;
