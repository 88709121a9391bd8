package org.resumelb.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** A harness's arguments: names, each with its value. Immutable. */
public final class HarnessOptions {
    private final Map<String, String> values;

    /**
     * Reads arguments.
     *
     * @param defaults all names that there are, with what holds when nothing is said
     * @throws IllegalArgumentException one line that names the argument
     */
    public HarnessOptions(Map<String, String> defaults, String... arguments) {
        values = new HashMap<>(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            if (!values.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " (expected: a value after one of " + defaults.keySet() + ")");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }
}
