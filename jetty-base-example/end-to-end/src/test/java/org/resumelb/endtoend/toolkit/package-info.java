/**
 * What the scenarios are played with: processes that are always ended, a client, a load generator, the admin pages and
 * remote JMX.
 */
@NullMarked
package org.resumelb.endtoend.toolkit;

import org.jspecify.annotations.NullMarked;
