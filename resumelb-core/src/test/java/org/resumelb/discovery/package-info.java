/** Tests of how workers are named in settings. */
@NullMarked
package org.resumelb.discovery;

import org.jspecify.annotations.NullMarked;
