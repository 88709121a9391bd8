/** Workers that register with real ZooKeeper servers. */
@NullMarked
package org.resumelb.worker;

import org.jspecify.annotations.NullMarked;
