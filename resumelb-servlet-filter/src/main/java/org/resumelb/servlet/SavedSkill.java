package org.resumelb.servlet;

/**
 * A skill as saved in a file.
 *
 * @param score requests per second; valid until the class is used again
 * @param seconds decayed sum of service times, to which the next one is added
 * @param count decayed number of requests, to which the next one is added
 * @param requests number of requests ever recorded
 */
record SavedSkill(String requestClass, double score, double seconds, double count, long requests) {

    /**
     * A skill of which only the score is known. As in zc.resumelb, it stands for a whole history of requests in the
     * time of one, so the score is overstated for a while once the class is used again.
     */
    static SavedSkill ofScore(String requestClass, double score, int history) {
        return new SavedSkill(requestClass, score, 1 / score, history, 0);
    }

    /** A skill with a known number of requests behind its score. */
    static SavedSkill ofCount(String requestClass, double score, double count, long requests) {
        return new SavedSkill(requestClass, score, count / score, count, requests);
    }
}
