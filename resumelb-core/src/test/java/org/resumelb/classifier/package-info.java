/** Tests of the classifiers that come with resumelb. */
@NullMarked
package org.resumelb.classifier;

import org.jspecify.annotations.NullMarked;
