/** What a person sees while a tool runs. Depends on no other package of the project but the core. */
@NullMarked
package org.resumelb.tools.console;

import org.jspecify.annotations.NullMarked;
