/** Tests of the policies: recorded cases, a literal reference over random operations, and the story of the pool. */
@NullMarked
package org.resumelb.policy;

import org.jspecify.annotations.NullMarked;
