/**
 * Naming the data a request needs: from a {@link org.resumelb.classifier.RequestView} to a request class.
 * Depends on nothing else here; users implement {@link org.resumelb.classifier.RequestClassifier} against it.
 */
@NullMarked
package org.resumelb.classifier;

import org.jspecify.annotations.NullMarked;
