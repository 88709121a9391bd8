/** HTTP/2 frame by frame, for tests that must say what no client library would say. */
@NullMarked
package org.resumelb.jetty.testing.http2;

import org.jspecify.annotations.NullMarked;
