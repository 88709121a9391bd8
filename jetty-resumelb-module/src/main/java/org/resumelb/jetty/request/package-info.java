/** What the load balancer notes of each request for logs and pages: its id, and attributes. Depends on nothing of ours. */
@NullMarked
package org.resumelb.jetty.request;

import org.jspecify.annotations.NullMarked;
