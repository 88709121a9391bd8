/** Settings that change while a load balancer serves. */
@NullMarked
package org.resumelb.settings;

import org.jspecify.annotations.NullMarked;
