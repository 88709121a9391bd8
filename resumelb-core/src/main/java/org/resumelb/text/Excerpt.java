package org.resumelb.text;

import org.jspecify.annotations.Nullable;

/**
 * Makes foreign text fit for a log line. Text from a client, a worker or a ZooKeeper node may be of any length and
 * contain line breaks and control characters; the result is one line of bounded length.
 */
public final class Excerpt {
    /** The number of characters shown. */
    public static final int MAX_LENGTH = 200;

    private Excerpt() {}

    /**
     * The beginning of a text, on one line. Control characters become question marks; if the text is longer than
     * {@value #MAX_LENGTH} characters, its length is given.
     */
    public static String of(@Nullable String text) {
        return of(text, MAX_LENGTH);
    }

    /** The same with another bound, for messages that are partly ours. */
    public static String of(@Nullable String text, int maxLength) {
        if (text == null) {
            return "";
        }
        if (text.length() <= maxLength) {
            return printable(text);
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return printable(text.substring(0, end)) + "... (" + text.length() + " characters)";
    }

    private static String printable(String text) {
        StringBuilder line = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (breaks && line == null) {
                line = new StringBuilder(text);
            }
            if (breaks && line != null) {
                line.setCharAt(i, '?');
            }
        }
        return line == null ? text : line.toString();
    }
}
