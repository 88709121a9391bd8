/** Commands that show and change the tree in ZooKeeper, with the checks that load balancers make. */
@NullMarked
package org.resumelb.tools.zookeeper;

import org.jspecify.annotations.NullMarked;
