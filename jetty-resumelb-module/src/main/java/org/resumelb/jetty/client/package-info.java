/**
 * The HTTP clients to workers, their connections, and what Jetty's client does otherwise than a proxy needs. Knows
 * settings, and nothing of requests from clients.
 */
@NullMarked
package org.resumelb.jetty.client;

import org.jspecify.annotations.NullMarked;
