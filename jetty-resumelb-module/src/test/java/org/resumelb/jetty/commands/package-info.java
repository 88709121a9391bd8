/** The command line against load balancers in the same process. */
@NullMarked
package org.resumelb.jetty.commands;

import org.jspecify.annotations.NullMarked;
