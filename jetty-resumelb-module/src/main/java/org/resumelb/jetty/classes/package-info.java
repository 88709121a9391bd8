/**
 * What traffic each request class makes and which workers serve it, measured outside of the policy and whatever it is.
 * Depends on the core alone; composition feeds it, the admin pages show it.
 */
@NullMarked
package org.resumelb.jetty.classes;

import org.jspecify.annotations.NullMarked;
