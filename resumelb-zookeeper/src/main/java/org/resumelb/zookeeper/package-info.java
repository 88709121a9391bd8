/**
 * The tree in ZooKeeper that load balancers and workers share: where its nodes are, what is in them, and how a process
 * keeps its own node there. For the load balancer, the workers and the tools; depends on nothing of ours.
 */
@NullMarked
package org.resumelb.zookeeper;

import org.jspecify.annotations.NullMarked;
