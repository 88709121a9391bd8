/**
 * Load balancer and workers as their users run them: real processes started from a real jetty-home, one scenario a
 * test. Nothing here sees the classes of the load balancer; it is known by its ports, files and logs alone.
 */
@NullMarked
package org.resumelb.endtoend;

import org.jspecify.annotations.NullMarked;
