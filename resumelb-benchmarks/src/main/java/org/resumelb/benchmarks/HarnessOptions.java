package org.resumelb.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A harness's arguments: names, each with its value. Immutable. */
public final class HarnessOptions {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads arguments.
     *
     * @param defaults all names that there are, each followed by what holds when nothing is said
     * @throws IllegalArgumentException one line that names the argument
     */
    public HarnessOptions(List<String> defaults, String... arguments) {
        for (int i = 0; i < defaults.size(); i += 2) {
            values.put(defaults.get(i), defaults.get(i + 1));
        }
        for (int i = 0; i < arguments.length; i += 2) {
            if (!values.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " (expected: a value after one of " + String.join(", ", values.keySet()) + ")");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException one line that names the argument, if it is no such number or less than the least
     */
    public int number(String name, int least) {
        return number(name, text(name), least, "a whole number from " + least + " on");
    }

    /**
     * Whole numbers from 1 on, separated by commas.
     *
     * @throws IllegalArgumentException one line that names the argument
     */
    public int[] numbers(String name) {
        return list(name).stream()
                .mapToInt(each -> number(name, each, 1, "whole numbers from 1 on, with commas between"))
                .toArray();
    }

    /** What stands between commas; empty if nothing is said. */
    public List<String> list(String name) {
        return text(name).isEmpty() ? List.of() : List.of(text(name).split(",", -1));
    }

    private static int number(String name, String value, int least, String expected) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
        return Integer.parseInt(value);
    }
}
