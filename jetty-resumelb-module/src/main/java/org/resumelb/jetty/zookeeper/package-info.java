/**
 * The load balancer's side of the tree in ZooKeeper: workers found there, settings applied from there, and the load
 * balancer's own node. Everything from ZooKeeper is handled on one thread, and nothing waits for ZooKeeper.
 */
@NullMarked
package org.resumelb.jetty.zookeeper;

import org.jspecify.annotations.NullMarked;
