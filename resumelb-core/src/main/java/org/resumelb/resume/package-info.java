/**
 * What a worker says about itself: a résumé, which gives a skill for each request class. Immutable values, shared by
 * the pool, the policies and the wire format; nothing here knows how they are measured, sent or used.
 */
@NullMarked
package org.resumelb.resume;

import org.jspecify.annotations.NullMarked;
