/**
 * The pool: which workers serve, the requests in flight at each, those that wait in fair queues, and the leases through
 * which each request is accounted for exactly once. A {@link org.resumelb.pool.Policy} chooses the worker;
 * implementations are in {@code org.resumelb.policy}.
 *
 * <p>One locking rule: {@link org.resumelb.pool.Pool} has one lock. It guards everything mutable in the pool, its
 * workers and its policy. Code outside the pool is called by {@code Outbox} alone, without the lock, on the thread that
 * caused the call.
 */
@NullMarked
package org.resumelb.pool;

import org.jspecify.annotations.NullMarked;
