/**
 * Reads access logs of web servers, line by line. Deals with files and formats, but neither with networks nor with the
 * command line; any tool may use it.
 */
@NullMarked
package org.resumelb.tools.log;

import org.jspecify.annotations.NullMarked;
