/**
 * What others choose workers by, as policies of the product's own pool, so that only the choice differs. For the
 * simulator alone; none is offered for production.
 */
@NullMarked
package org.resumelb.tools.simulation.rivals;

import org.jspecify.annotations.NullMarked;
