package org.resumelb.settings;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resumelb.text.Excerpt;

/** Named strings, numbers and truth values, read as what is expected of each. */
final class PlainValues {
    private final Map<String, ? extends @Nullable Object> values;

    PlainValues(Map<String, ? extends @Nullable Object> values) {
        this.values = values;
    }

    double number(String name, double absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        // Bounds, and with them what is not finite, are for whoever knows the setting.
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, value, "a number");
    }

    int whole(String name, int absent) {
        double number = number(name, absent);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(name, Objects.requireNonNullElse(values.get(name), absent), "a whole number");
        }
        return (int) number;
    }

    /** Refuses a number that is there and out of its bounds. */
    void requireWithin(String name, double least, double greatest) {
        double number = number(name, least);
        if (number < least || number > greatest) {
            throw wrong(name, number, "a number from " + plain(least) + " to " + plain(greatest));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    boolean truth(String name, boolean absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(name, value, "true or false");
    }

    String text(String name, String absent) {
        return Objects.requireNonNullElse(textOrNull(name, absent), absent);
    }

    @Nullable
    String textOrNull(String name, @Nullable String absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw wrong(name, value, "a text");
    }

    private static IllegalArgumentException wrong(String name, Object value, String expected) {
        return new IllegalArgumentException(
                name + ": " + Excerpt.of(value.toString()) + " (expected: " + expected + ")");
    }
}
