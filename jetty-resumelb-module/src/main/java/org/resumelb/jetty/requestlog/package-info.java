/**
 * The access log: the content of a line, its two formats, and where it goes. Does not depend on servlets, and knows
 * only the request attributes of the load balancer.
 */
@NullMarked
package org.resumelb.jetty.requestlog;

import org.jspecify.annotations.NullMarked;
