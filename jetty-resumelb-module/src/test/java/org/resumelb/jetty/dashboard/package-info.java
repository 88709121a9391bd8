/** The dashboard as people see it: in a real browser, before a load balancer that serves. */
@NullMarked
package org.resumelb.jetty.dashboard;

import org.jspecify.annotations.NullMarked;
