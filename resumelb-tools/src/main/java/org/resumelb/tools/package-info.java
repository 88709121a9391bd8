/**
 * The command line: one class for each command, and {@code Main}, which runs them. Commands read their options, call
 * the packages below and print; nothing else may depend on this package.
 */
@NullMarked
package org.resumelb.tools;

import org.jspecify.annotations.NullMarked;
