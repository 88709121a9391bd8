/** Tests of the default policy: its parts one by one, its choices, and what it remembers. */
@NullMarked
package org.resumelb.policy.resume;

import org.jspecify.annotations.NullMarked;
