/**
 * Rules for the connections of clients, whatever they request: how many there may be, how long a head may take, which
 * upgrades are accepted. Knows Jetty's connectors and the settings, but nothing about proxying; used by the
 * composition.
 */
@NullMarked
package org.resumelb.jetty.connector;

import org.jspecify.annotations.NullMarked;
