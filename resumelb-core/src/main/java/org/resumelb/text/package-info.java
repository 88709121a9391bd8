/** Text for logs and messages. Everybody may depend on it; it depends on nothing of ours. */
@NullMarked
package org.resumelb.text;

import org.jspecify.annotations.NullMarked;
