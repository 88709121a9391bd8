/**
 * The worker's side of the tree in ZooKeeper: its node, and the workers' settings for its filters. Knows the filter by
 * two servlet context attributes only, so that filter and registration may come from different class loaders.
 */
@NullMarked
package org.resumelb.worker;

import org.jspecify.annotations.NullMarked;
