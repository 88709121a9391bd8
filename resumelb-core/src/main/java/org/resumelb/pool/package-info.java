/**
 * The pool: which workers serve, what each has in hand, and the leases through which requests are accounted for
 * exactly once. Who is chosen is a {@link org.resumelb.pool.Policy}'s matter; implementations are in
 * {@code org.resumelb.policy}.
 *
 * <p>One locking rule: {@link org.resumelb.pool.Pool} has one lock. It guards everything mutable in the pool, its
 * workers and its policy; whatever is called back outside the pool is called without it.
 */
@NullMarked
package org.resumelb.pool;

import org.jspecify.annotations.NullMarked;
