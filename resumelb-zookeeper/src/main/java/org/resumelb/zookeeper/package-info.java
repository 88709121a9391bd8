/**
 * The tree in ZooKeeper that load balancers and workers share: where its nodes are, what they contain, and how a
 * process keeps its own node. Used by the load balancer, the workers and the tools; depends only on the core's settings
 * and text.
 */
@NullMarked
package org.resumelb.zookeeper;

import org.jspecify.annotations.NullMarked;
