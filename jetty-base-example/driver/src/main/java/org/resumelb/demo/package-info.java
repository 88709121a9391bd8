/**
 * The demo: starts a whole installation, plays a log under two policies and compares them. Top of this module; nothing
 * depends on it.
 */
@NullMarked
package org.resumelb.demo;

import org.jspecify.annotations.NullMarked;
