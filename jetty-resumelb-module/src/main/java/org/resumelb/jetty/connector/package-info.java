/**
 * What is asked of clients' connections, whatever they request: how many there are, how long a head may take, which
 * upgrades are taken up. Knows Jetty's connectors and the settings, and nothing of proxying; used by the composition.
 */
@NullMarked
package org.resumelb.jetty.connector;

import org.jspecify.annotations.NullMarked;
