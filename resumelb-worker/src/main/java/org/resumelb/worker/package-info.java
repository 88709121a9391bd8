/**
 * The worker's side of the tree in ZooKeeper: its node, and the workers' settings for its filters. It knows the filter
 * only by servlet context attributes, so that filter and registration may come from different class loaders.
 */
@NullMarked
package org.resumelb.worker;

import org.jspecify.annotations.NullMarked;
