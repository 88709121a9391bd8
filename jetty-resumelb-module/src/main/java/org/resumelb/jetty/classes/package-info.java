/**
 * The traffic of each request class and the workers that serve it, measured independently of the policy. Depends only
 * on the core; the composition feeds it, the admin pages show it.
 */
@NullMarked
package org.resumelb.jetty.classes;

import org.jspecify.annotations.NullMarked;
