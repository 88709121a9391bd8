/**
 * The pool: which workers serve, the requests in flight at each, those that wait in fair queues, and the leases that
 * account for each request exactly once. A {@link org.resumelb.pool.Policy} chooses the worker; implementations are in
 * {@code org.resumelb.policy}.
 *
 * <p>Locking: {@link org.resumelb.pool.Pool} has one lock, which guards all mutable state of the pool, its workers and
 * its policy. Only {@code Outbox} calls code outside the pool, without the lock, on the thread that caused the call.
 */
@NullMarked
package org.resumelb.pool;

import org.jspecify.annotations.NullMarked;
