/** Text for logs and messages. Every package may depend on it; it depends on no other package of the project. */
@NullMarked
package org.resumelb.text;

import org.jspecify.annotations.NullMarked;
