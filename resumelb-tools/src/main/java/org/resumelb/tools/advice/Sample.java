package org.resumelb.tools.advice;

import java.util.List;

/**
 * The requests of a log that are to be played, each given as the number of its object. Immutable; the arrays are shared
 * and never changed.
 *
 * @param targets the distinct objects
 * @param requests the object number of each request
 * @param sizes the size of each object in bytes, if the log contains it, or else 0
 * @param reading statistics about reading
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions of numbers
record Sample(List<Target> targets, int[] requests, long[] sizes, Reading reading) {
    /**
     * Statistics about reading.
     *
     * @param lines lines read, without blank ones
     * @param malformedLines lines without a request
     * @param others requests with methods other than GET, which are not played
     * @param more whether the log continues after the last request taken
     * @param earlyEnds for each file that could not be read to its end: which, where, why
     * @param busiestMinute number of requests in the log's busiest minute; 0 if it has no times
     */
    record Reading(
            long lines, long malformedLines, long others, boolean more, List<String> earlyEnds, long busiestMinute) {}

    /** Whether the log contains sizes. */
    boolean hasSizes() {
        for (long size : sizes) {
            if (size > 0) {
                return true;
            }
        }
        return false;
    }

    /** The share of requests that are the first for their object, which some worker has to load. */
    double firstShare() {
        return (double) targets.size() / requests.length;
    }
}
