/** Naming the data a request needs. */
@NullMarked
package org.resumelb.classifier;

import org.jspecify.annotations.NullMarked;
