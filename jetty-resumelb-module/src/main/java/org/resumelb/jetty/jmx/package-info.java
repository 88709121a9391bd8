/** How the load balancer appears in JMX; Jetty's MBeanContainer finds these classes by their names. */
@NullMarked
package org.resumelb.jetty.jmx;

import org.jspecify.annotations.NullMarked;
