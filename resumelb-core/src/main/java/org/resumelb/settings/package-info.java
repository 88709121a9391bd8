/**
 * Settings that change while a load balancer serves, as names and plain values, whatever they are read from. Each error
 * names the setting, its value and what was expected.
 */
@NullMarked
package org.resumelb.settings;

import org.jspecify.annotations.NullMarked;
