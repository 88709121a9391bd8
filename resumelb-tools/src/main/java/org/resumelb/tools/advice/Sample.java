package org.resumelb.tools.advice;

import java.util.List;

/**
 * The requests of a log that are to be played, each by the number of what it asks for. Immutable; the arrays are shared
 * and never changed.
 *
 * @param targets each object once
 * @param requests of each request its object's number
 * @param sizes of each object its size in bytes, as far as the log tells it; else 0
 * @param reading how reading went
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions of numbers
record Sample(List<Target> targets, int[] requests, long[] sizes, Reading reading) {
    /**
     * How reading went.
     *
     * @param lines lines read, blank ones left out
     * @param malformedLines lines without a request
     * @param others requests with another method than GET, which are not played
     * @param more whether the log goes on after the last request that was taken
     * @param earlyEnds of each file that could not be read to its end: which, where, why
     * @param busiestMinute requests in the log's busiest minute; 0 if it has no times
     */
    record Reading(
            long lines, long malformedLines, long others, boolean more, List<String> earlyEnds, long busiestMinute) {}

    /** Whether the log names sizes. */
    boolean hasSizes() {
        for (long size : sizes) {
            if (size > 0) {
                return true;
            }
        }
        return false;
    }

    /** Share of the requests that are the first for their object, which somebody has to load. */
    double firstShare() {
        return (double) targets.size() / requests.length;
    }
}
