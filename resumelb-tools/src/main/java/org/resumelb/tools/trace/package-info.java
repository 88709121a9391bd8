/** Where requests spend their time, by the logs that load balancers and workers write. */
@NullMarked
package org.resumelb.tools.trace;

import org.jspecify.annotations.NullMarked;
