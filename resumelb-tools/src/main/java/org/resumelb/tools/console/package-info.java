/**
 * What a person sees while a tool runs. Depends on nothing of ours.
 */
@NullMarked
package org.resumelb.tools.console;

import org.jspecify.annotations.NullMarked;
