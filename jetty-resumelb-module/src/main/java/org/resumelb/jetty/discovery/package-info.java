/**
 * Sources of membership, implementing the core's discovery interface: the workers in the settings, a watched file,
 * names that are looked up periodically, and a combination of several. ZooKeeper has its own package. Used only by the
 * composition.
 */
@NullMarked
package org.resumelb.jetty.discovery;

import org.jspecify.annotations.NullMarked;
