/**
 * What the load balancer records about each request for logs and pages: its id, and attributes. Depends on no other
 * package of the project.
 */
@NullMarked
package org.resumelb.jetty.request;

import org.jspecify.annotations.NullMarked;
