/** Tests against real ZooKeeper servers, and the server that other modules' tests use. */
@NullMarked
package org.resumelb.zookeeper;

import org.jspecify.annotations.NullMarked;
