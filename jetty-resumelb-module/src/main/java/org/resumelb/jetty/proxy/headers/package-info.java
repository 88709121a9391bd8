/**
 * The heads of requests and answers: which are refused, what passes, what is added, and where a body ends. Knows
 * reports and the client to workers; used by the other parts of the proxy.
 */
@NullMarked
package org.resumelb.jetty.proxy.headers;

import org.jspecify.annotations.NullMarked;
