/** Connections that go on in another protocol, WebSocket for one. Knows heads, and nothing of exchanges. */
@NullMarked
package org.resumelb.jetty.proxy.tunnel;

import org.jspecify.annotations.NullMarked;
