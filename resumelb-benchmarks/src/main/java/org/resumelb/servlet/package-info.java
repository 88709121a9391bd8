/** What it costs to write a résumé; in the filter's package, since the writer is nobody else's business. */
@NullMarked
package org.resumelb.servlet;

import org.jspecify.annotations.NullMarked;
