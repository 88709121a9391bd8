/** Plays the protocol against a worker written in any language, and says what is wrong: docs/protocol.md. */
@NullMarked
package org.resumelb.tools.checkworker;

import org.jspecify.annotations.NullMarked;
