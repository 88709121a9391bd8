/**
 * What a worker says of itself: a résumé, from request class to skill. Immutable values that pool, policies and the
 * wire share; nothing here knows how they are measured, sent or used.
 */
@NullMarked
package org.resumelb.resume;

import org.jspecify.annotations.NullMarked;
