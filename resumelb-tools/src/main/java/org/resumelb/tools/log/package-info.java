/**
 * Reads access logs of web servers, line by line. Knows files and formats, but neither networks nor
 * the command line; may be used by every tool.
 */
@NullMarked
package org.resumelb.tools.log;

import org.jspecify.annotations.NullMarked;
