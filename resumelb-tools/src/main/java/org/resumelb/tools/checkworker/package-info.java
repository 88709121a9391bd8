/** Plays the protocol against a worker, in whatever language it is written, and says what is wrong: docs/protocol.md. */
@NullMarked
package org.resumelb.tools.checkworker;

import org.jspecify.annotations.NullMarked;
