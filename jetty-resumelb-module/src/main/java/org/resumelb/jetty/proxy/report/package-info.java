/**
 * What workers say of a request in the head of the answer: their own header, ORCA's and {@code Server-Timing}. Used by
 * the proxy alone; knows Jetty's header fields and the core's {@code Report}, and neither servlets nor the pool.
 */
@NullMarked
package org.resumelb.jetty.proxy.report;

import org.jspecify.annotations.NullMarked;
