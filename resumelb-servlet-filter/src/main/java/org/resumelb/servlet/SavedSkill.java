package org.resumelb.servlet;

/**
 * A skill as a file keeps it.
 *
 * @param score requests a second; stands until the class is used again
 * @param seconds decayed sum of service times, to which the next one is added
 * @param count decayed number of requests, to which the next one is added
 * @param requests requests ever recorded
 */
record SavedSkill(String requestClass, double score, double seconds, double count, long requests) {

    /**
     * A skill of which only the score is known. As in zc.resumelb it stands for a whole history of requests in the time
     * of one, so its score is overstated for a while once the class is used again.
     */
    static SavedSkill ofScore(String requestClass, double score, int history) {
        return new SavedSkill(requestClass, score, 1 / score, history, 0);
    }

    /** A skill of which it is known for how many requests the score stands. */
    static SavedSkill ofCount(String requestClass, double score, double count, long requests) {
        return new SavedSkill(requestClass, score, count / score, count, requests);
    }
}
