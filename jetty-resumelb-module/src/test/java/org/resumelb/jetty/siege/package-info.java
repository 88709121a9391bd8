/** A load balancer under attack from all sides while good clients are served. */
@NullMarked
package org.resumelb.jetty.siege;

import org.jspecify.annotations.NullMarked;
