package org.resumelb.servlet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON as UTF-8 into a growing array: just what this worker's messages need, and fast enough for a
 * hundred thousand classes. Not thread-safe.
 */
final class JsonWriter {

    private static final int MOST_DECIMALS = 12;
    private static final double LEAST_PLAIN = 1e-6;
    private static final double GREATEST_PLAIN = 1e12;
    private static final double[] POWERS_OF_TEN = new double[MOST_DECIMALS + 1];

    static {
        for (int exponent = 0; exponent <= MOST_DECIMALS; exponent++) {
            POWERS_OF_TEN[exponent] = Math.pow(10, exponent);
        }
    }

    private final byte[] digits = new byte[20];
    private byte[] bytes;
    private int length;

    JsonWriter(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends ASCII text as it is. */
    JsonWriter raw(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Appends a quoted string. */
    JsonWriter string(String text) {
        raw("\"");
        if (isPlain(text)) {
            raw(text);
        } else {
            escaped(text);
        }
        return raw("\"");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u2028' || c == '\u2029') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        byte[] utf8 = escaped.toString().getBytes(StandardCharsets.UTF_8);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    JsonWriter number(long value) {
        return value < 0 ? raw(Long.toString(value)) : unsigned(value, 1);
    }

    /** Appends a finite, non-negative number rounded to the given number of significant digits, at most 15. */
    JsonWriter number(double value, int significant) {
        if (value != 0 && (value < LEAST_PLAIN || value >= GREATEST_PLAIN)) {
            return raw(Double.toString(value));
        }
        int decimals = Math.max(0, Math.min(significant - digitsBeforePoint(value), MOST_DECIMALS));
        long scaled = Math.round(value * POWERS_OF_TEN[decimals]);
        while (decimals > 0 && scaled % 10 == 0) {
            scaled /= 10;
            decimals--;
        }
        long unit = (long) POWERS_OF_TEN[decimals];
        unsigned(scaled / unit, 1);
        return decimals == 0 ? this : raw(".").unsigned(scaled % unit, decimals);
    }

    /** For 0.00123 the number is -2, as two zeros stand before its first digit. */
    private static int digitsBeforePoint(double value) {
        int count = 0;
        while (count < MOST_DECIMALS && value >= POWERS_OF_TEN[count]) {
            count++;
        }
        while (count > -MOST_DECIMALS && value * POWERS_OF_TEN[-Math.min(count, 0)] < 0.1 && value > 0) {
            count--;
        }
        return count;
    }

    private JsonWriter unsigned(long value, int leastDigits) {
        int start = digits.length;
        long rest = value;
        while (rest > 0 || digits.length - start < leastDigits) {
            digits[--start] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int count = digits.length - start;
        room(count);
        System.arraycopy(digits, start, bytes, length, count);
        length += count;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
