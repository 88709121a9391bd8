/**
 * What the load balancer hears from its workers: one event stream to each, parsed and checked, reconnected with growing
 * pauses.
 */
@NullMarked
package org.resumelb.jetty.resume;

import org.jspecify.annotations.NullMarked;
