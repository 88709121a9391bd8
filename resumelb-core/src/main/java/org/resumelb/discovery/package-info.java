/**
 * Where workers are: the interface through which a load balancer learns its membership. Adapters implement {@link
 * org.resumelb.discovery.Discovery}; nothing here does I/O.
 */
@NullMarked
package org.resumelb.discovery;

import org.jspecify.annotations.NullMarked;
