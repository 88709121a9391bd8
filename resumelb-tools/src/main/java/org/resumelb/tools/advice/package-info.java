/**
 * Would affinity help with the traffic of a given access log? Reads logs, tries classifiers and numbers of workers in the
 * simulator and says so in a sentence. Knows log files and the simulator's front door; only the command line depends on
 * it.
 */
@NullMarked
package org.resumelb.tools.advice;

import org.jspecify.annotations.NullMarked;
