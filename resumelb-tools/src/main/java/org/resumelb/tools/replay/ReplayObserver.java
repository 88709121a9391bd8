package org.resumelb.tools.replay;

/** Called about once a second with the progress of a replay, on the thread that called the replayer. */
@FunctionalInterface
public interface ReplayObserver {
    /**
     * Called about once a second.
     *
     * @param requests requests done since the start
     * @param errors errors among them
     */
    void progress(long requests, long errors);
}
