package org.resumelb.jetty.proxy.report;

/**
 * Reads keys and bare items of RFC 9651 one after the other. Only numbers matter here; items of other types are
 * skipped. Each method takes what it is named after and returns whether that was there. One pass over the text, without
 * copies. Not thread-safe; for one text.
 */
final class StructuredItems {
    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_DIGITS_BEFORE_POINT = 12;
    private static final int MAX_DIGITS_AFTER_POINT = 3;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";

    private final String text;
    private int at;

    private double number = Double.NaN;

    StructuredItems(String text) {
        this.text = text;
    }

    /** The number that the last item was; NaN for any other. */
    double number() {
        return number;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean key() {
        if (!isLowerCase(peek()) && peek() != '*') {
            return false;
        }
        while (isLowerCase(peek()) || isDigit(peek()) || (peek() != 0 && "_-.*".indexOf(peek()) >= 0)) {
            at++;
        }
        return true;
    }

    boolean bareItem() {
        char first = peek();
        if (first == '-' || isDigit(first)) {
            return readNumber();
        }
        number = Double.NaN;
        return switch (first) {
            case '"' -> string();
            case ':' -> bytes();
            case '?' -> bool();
            case '@' -> date();
            case '%' -> displayString();
            default -> token();
        };
    }

    private boolean readNumber() {
        boolean negative = take('-');
        int before = at;
        long digits = readDigits(MAX_INTEGER_DIGITS);
        int count = at - before;
        double value = digits;
        if (count == 0) {
            return false;
        }
        if (take('.')) {
            int point = at;
            long fraction = readDigits(MAX_DIGITS_AFTER_POINT);
            if (at == point || count > MAX_DIGITS_BEFORE_POINT) {
                return false;
            }
            value += fraction / Math.pow(10, at - point);
        }
        number = negative ? -value : value;
        return !isDigit(peek());
    }

    private long readDigits(int most) {
        long value = 0;
        for (int count = 0; count < most && isDigit(peek()); count++) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        return value;
    }

    private boolean string() {
        at++;
        while (peek() >= ' ' && peek() < 0x7F) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '\\' && !take('"') && !take('\\')) {
                return false;
            }
        }
        return false;
    }

    private boolean displayString() {
        at++;
        if (peek() != '"') {
            return false;
        }
        int end = text.indexOf('"', at + 1);
        at = end < 0 ? text.length() : end + 1;
        return end >= 0;
    }

    private boolean bytes() {
        int end = text.indexOf(':', at + 1);
        for (int i = at + 1; i < end; i++) {
            char c = text.charAt(i);
            if (!isAlpha(c) && !isDigit(c) && c != '+' && c != '/' && c != '=') {
                return false;
            }
        }
        at = end < 0 ? text.length() : end + 1;
        return end >= 0;
    }

    private boolean bool() {
        at++;
        return take('0') || take('1');
    }

    private boolean date() {
        at++;
        int start = at;
        boolean wellFormed = readNumber() && isWhole(start);
        number = Double.NaN;
        return wellFormed;
    }

    private boolean isWhole(int start) {
        int point = text.indexOf('.', start);
        return point < 0 || point >= at;
    }

    private boolean token() {
        if (!isAlpha(peek()) && peek() != '*') {
            return false;
        }
        while (isAlpha(peek()) || isDigit(peek()) || (peek() != 0 && TOKEN_MARKS.indexOf(peek()) >= 0)) {
            at++;
        }
        return true;
    }

    /** The next character; 0 at the end, which is none of the characters that a header may have. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean take(char expected) {
        boolean there = peek() == expected;
        at += there ? 1 : 0;
        return there;
    }

    void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isAlpha(char c) {
        return isLowerCase(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
