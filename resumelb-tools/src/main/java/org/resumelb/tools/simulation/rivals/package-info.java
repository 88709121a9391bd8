/**
 * How others choose workers, as policies of the product's own pool, so that only the choice differs. Only for the
 * simulator; not offered for production.
 */
@NullMarked
package org.resumelb.tools.simulation.rivals;

import org.jspecify.annotations.NullMarked;
