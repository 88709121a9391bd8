package org.resumelb.settings;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Function;

/**
 * The type of a setting: how its text is read, and how error messages describe the expected form. Immutable.
 *
 * @param type Java type of the value
 * @param expected the form, in words that follow "expected:"
 * @param unit unit of the value; empty if there is none
 * @param isFile whether the text names a file
 * @param isSecret whether the value must not be shown
 * @param parser reads a text; throws an {@link IllegalArgumentException} if it does not have the form
 */
public record Kind<T>(
        Class<T> type, String expected, String unit, boolean isFile, boolean isSecret, Function<String, T> parser) {
    static Kind<Double> number(double least, double greatest) {
        return plain(Double.class, "a number from " + text(least) + " to " + text(greatest), text -> {
            // Not Double.parseDouble, which also reads 4f, 0x1p2 and NaN.
            double number = new BigDecimal(text).doubleValue();
            return required(number >= least && number <= greatest, number);
        });
    }

    /** The same for something that is counted. */
    static Kind<Double> count(double least, double greatest) {
        Kind<Double> number = number(least, greatest);
        return plain(Double.class, "a whole number from " + text(least) + " to " + text(greatest), text -> {
            double value = number.parser().apply(text);
            return required(value == Math.rint(value), value);
        });
    }

    static Kind<Integer> whole(int least, int greatest) {
        return plain(Integer.class, "a whole number from " + least + " to " + greatest, text -> {
            int number = Integer.parseInt(text);
            return required(number >= least && number <= greatest, number);
        });
    }

    static Kind<Integer> millis(int least, int greatest) {
        return whole(least, greatest).in("ms");
    }

    static Kind<Boolean> truth() {
        return plain(
                Boolean.class,
                "true or false",
                text -> required(text.equals("true") || text.equals("false"), text.equals("true")));
    }

    static Kind<String> oneOf(Collection<String> names) {
        return plain(String.class, "one of " + String.join(", ", names), text -> required(names.contains(text), text));
    }

    /** Accepts any text; the code that uses the setting checks it. */
    static Kind<String> text(String expected) {
        return plain(String.class, expected, text -> text);
    }

    /** A text that matches an expression, or is empty. */
    static Kind<String> matching(String regex, String expected) {
        return plain(String.class, expected, text -> required(text.isEmpty() || text.matches(regex), text));
    }

    static Kind<String> file(String expected) {
        return new Kind<>(String.class, expected, "", true, false, text -> text);
    }

    static Kind<String> secret(String expected) {
        return new Kind<>(String.class, expected, "", false, true, text -> text);
    }

    Kind<T> in(String newUnit) {
        return new Kind<>(type, expected, newUnit, isFile, isSecret, parser);
    }

    private static <T> Kind<T> plain(Class<T> type, String expected, Function<String, T> parser) {
        return new Kind<>(type, expected, "", false, false, parser);
    }

    private static <T> T required(boolean holds, T value) {
        if (!holds) {
            throw new IllegalArgumentException("not of the expected form");
        }
        return value;
    }

    /** A number as people write it: without a fraction if it is whole. */
    static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
