/**
 * Plays the requests of a log against a server and measures the answers. Depends on the log package and Jetty's client;
 * any tool may use it.
 */
@NullMarked
package org.resumelb.tools.replay;

import org.jspecify.annotations.NullMarked;
