/**
 * Requests through the load balancer: classified, given a worker, relayed both ways, retried or made to wait, and
 * accounted for exactly once.
 */
@NullMarked
package org.resumelb.jetty.proxy;

import org.jspecify.annotations.NullMarked;
