/**
 * Rules for choosing a worker. Each is a {@link org.resumelb.pool.Policy}, called while the pool's lock is held; {@link
 * org.resumelb.policy.Policies} names them.
 */
@NullMarked
package org.resumelb.policy;

import org.jspecify.annotations.NullMarked;
