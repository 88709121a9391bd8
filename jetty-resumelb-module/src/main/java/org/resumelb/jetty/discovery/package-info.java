/**
 * Sources of membership, adapters of the core's discovery port: what settings name, a watched file, names that are looked
 * up again and again, and all of them as one. ZooKeeper has a package of its own. Used by the composition alone.
 */
@NullMarked
package org.resumelb.jetty.discovery;

import org.jspecify.annotations.NullMarked;
