/**
 * The load balancer's side of the tree in ZooKeeper: workers found there, settings applied from there, and the
 * balancer's own node. Everything that ZooKeeper tells is handled on one thread, and nothing waits for ZooKeeper.
 */
@NullMarked
package org.resumelb.jetty.zookeeper;

import org.jspecify.annotations.NullMarked;
