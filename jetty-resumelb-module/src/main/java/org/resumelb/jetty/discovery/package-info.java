/** Sources of membership: adapters of the core's discovery port. */
@NullMarked
package org.resumelb.jetty.discovery;

import org.jspecify.annotations.NullMarked;
