package org.resumelb.tools.checkworker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.JsonTree;

/** Checks what a résumé contains. */
final class ResumeRules {
    private static final int MAX_NAME = 512;

    private ResumeRules() {}

    /** The first error in a résumé and what was expected; empty if it is valid. */
    static String objection(JsonTree resume) {
        if (resume.whole("format") != 1) {
            return "format " + resume.text("format") + " (expected: 1)";
        }
        if (resume.text("worker").isEmpty()) {
            return "no worker (expected: an id that stays the same)";
        }
        if (!(resume.members().get("inFlight") instanceof Number inFlight) || inFlight.longValue() < 0) {
            return "inFlight " + resume.text("inFlight") + " (expected: a whole number)";
        }
        if (!(resume.members().get("classes") instanceof Map<?, ?> classes)) {
            return "no classes (expected: an object, if need be empty)";
        }
        return classes.keySet().stream()
                .map(name -> objection(String.valueOf(name), resume.object("classes")))
                .filter(objection -> !objection.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String objection(String name, JsonTree classes) {
        JsonTree skill = classes.object(name);
        String shown = name.length() > 40 ? name.substring(0, 40) + "..." : name;
        if (name.length() > MAX_NAME) {
            return "class " + shown + ": " + name.length() + " characters (expected: at most " + MAX_NAME + ")";
        }
        if (!isPositive(skill.members().get("score"))) {
            return "class " + shown + ": score " + skill.text("score") + " (expected: a number greater than 0)";
        }
        if (!isPositive(skill.members().get("requests"))) {
            return "class " + shown + ": requests " + skill.text("requests") + " (expected: a whole number from 1)";
        }
        return "";
    }

    private static boolean isPositive(@Nullable Object value) {
        return value instanceof Number number
                && number.doubleValue() > 0
                && number.doubleValue() < Double.POSITIVE_INFINITY;
    }
}
