/**
 * The table of all settings, and settings that change while a load balancer serves, as names and plain values, wherever
 * they are read from. Each error names the setting, its value and the expected form.
 */
@NullMarked
package org.resumelb.settings;

import org.jspecify.annotations.NullMarked;
