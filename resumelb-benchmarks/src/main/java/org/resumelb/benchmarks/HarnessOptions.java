package org.resumelb.benchmarks;

import java.util.HashMap;
import java.util.List;
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

    /**
     * A whole number that is not negative.
     *
     * @throws IllegalArgumentException one line that names the argument
     */
    public int number(String name) {
        return number(name, text(name), "\\d{1,9}", "a whole number");
    }

    /**
     * Whole numbers from 1 on, separated by commas.
     *
     * @throws IllegalArgumentException one line that names the argument
     */
    public int[] numbers(String name) {
        return list(name).stream()
                .mapToInt(each -> number(name, each, "[1-9]\\d{0,8}", "whole numbers from 1 on, with commas between"))
                .toArray();
    }

    /** What stands between commas; empty if nothing is said. */
    public List<String> list(String name) {
        return text(name).isEmpty() ? List.of() : List.of(text(name).split(",", -1));
    }

    private static int number(String name, String value, String form, String expected) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
        return Integer.parseInt(value);
    }
}
