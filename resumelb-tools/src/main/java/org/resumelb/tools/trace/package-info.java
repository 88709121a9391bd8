/** Where requests spend their time, according to the logs of load balancers and workers. */
@NullMarked
package org.resumelb.tools.trace;

import org.jspecify.annotations.NullMarked;
