package org.resumelb.tools.checkworker;

import java.util.ArrayList;
import java.util.List;

/** What was found, in the order in which it was checked. Not thread-safe. */
final class Verdicts {
    private final List<String> lines = new ArrayList<>();
    private int wrong;

    void right(String what) {
        lines.add("ok     " + what);
    }

    /** Something that is allowed but could be better. */
    void note(String what) {
        lines.add("note   " + what);
    }

    void wrong(String what, String expected) {
        wrong++;
        lines.add("WRONG  " + what + " (expected: " + expected + ")");
    }

    /** Records success if the condition holds, and otherwise a failure with what was found. */
    boolean require(boolean holds, String right, String found, String expected) {
        if (holds) {
            right(right);
        } else {
            wrong(found, expected);
        }
        return holds;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int countWrong() {
        return wrong;
    }
}
