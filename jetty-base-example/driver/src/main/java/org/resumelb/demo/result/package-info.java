/**
 * Figures of the runs, and how they are shown. Pure computation and text.
 */
@NullMarked
package org.resumelb.demo.result;

import org.jspecify.annotations.NullMarked;
