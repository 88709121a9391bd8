/**
 * The load balancer's settings: read from properties once, checked as a whole, immutable. Every error names the
 * property, its value and the expected form.
 */
@NullMarked
package org.resumelb.jetty.settings;

import org.jspecify.annotations.NullMarked;
