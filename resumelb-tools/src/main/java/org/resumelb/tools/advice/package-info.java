/**
 * Would affinity help with the traffic of a given access log? Reads logs, tries classifiers and numbers of workers in
 * the simulator, and answers in a sentence. Uses log files and the simulator's public classes; only the command line
 * depends on it.
 */
@NullMarked
package org.resumelb.tools.advice;

import org.jspecify.annotations.NullMarked;
