/** The load balancer with real ZooKeeper servers. */
@NullMarked
package org.resumelb.jetty.zookeeper;

import org.jspecify.annotations.NullMarked;
