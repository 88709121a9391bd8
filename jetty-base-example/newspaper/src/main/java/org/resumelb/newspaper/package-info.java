/**
 * The webapp: a newspaper for each host, whose pages are made of records from a database, kept in a bounded cache. It knows
 * nothing of load balancers but the request attribute that tells the time spent on misses.
 */
@NullMarked
package org.resumelb.newspaper;

import org.jspecify.annotations.NullMarked;
