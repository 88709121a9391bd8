/**
 * The access log: what a line is made of, its two formats, where it goes. Knows no servlets, and of the load balancer
 * only the attributes of requests.
 */
@NullMarked
package org.resumelb.jetty.requestlog;

import org.jspecify.annotations.NullMarked;
