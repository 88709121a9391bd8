package org.resumelb.policy.resume;

/** How many of the workers that serve have learnt any class. Not thread-safe. */
final class Experience {
    private int workers;

    /** One more has, or one less that serves. */
    void change(int more) {
        workers += more;
    }

    boolean isAnywhere() {
        return workers > 0;
    }
}
