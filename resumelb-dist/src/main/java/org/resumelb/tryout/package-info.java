/**
 * The command {@code bin/resumelb try}: a newspaper on some workers, its readers, and the load balancer of the
 * distribution between them, all on this machine. Uses the distribution as a user does; nothing depends on it.
 */
@NullMarked
package org.resumelb.tryout;

import org.jspecify.annotations.NullMarked;
