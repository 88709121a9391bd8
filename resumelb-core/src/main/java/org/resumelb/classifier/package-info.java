/**
 * Classifiers: from a {@link org.resumelb.classifier.RequestView} to a request class. Users implement {@link
 * org.resumelb.classifier.RequestClassifier}; the package depends on no other package of the project.
 */
@NullMarked
package org.resumelb.classifier;

import org.jspecify.annotations.NullMarked;
