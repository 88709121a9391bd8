/** What proxies must do right on the wire, played through the load balancer and through others. */
@NullMarked
package org.resumelb.jetty.conformance;

import org.jspecify.annotations.NullMarked;
