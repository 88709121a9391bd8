/**
 * The load balancer in Jetty: {@link org.resumelb.jetty.LoadBalancer} composes the parts, which know each other only
 * through it and through the core.
 */
@NullMarked
package org.resumelb.jetty;

import org.jspecify.annotations.NullMarked;
