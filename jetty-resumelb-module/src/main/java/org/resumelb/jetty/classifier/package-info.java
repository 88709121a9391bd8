/** The classifier in force: built from a Jetty XML file, replaced while requests are served. */
@NullMarked
package org.resumelb.jetty.classifier;

import org.jspecify.annotations.NullMarked;
