/**
 * Bodies on their way between client and worker, at the pace of whoever is slower. Knows heads, and nothing of
 * exchanges.
 */
@NullMarked
package org.resumelb.jetty.proxy.body;

import org.jspecify.annotations.NullMarked;
