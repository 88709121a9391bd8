/** Commands that show and change the tree in ZooKeeper, with the same checks as load balancers make. */
@NullMarked
package org.resumelb.tools.zookeeper;

import org.jspecify.annotations.NullMarked;
