package org.resumelb.tools.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request as a log contains it.
 *
 * @param method the method
 * @param host host and port of an absolute-form target, in lower case; null if the target is only a path
 * @param target raw path and query, with characters that URIs do not allow percent-encoded
 */
record RequestLine(String method, @Nullable String host, String target) {
    private static final String ALLOWED_MARKS = "-._~:/?[]@!$&'()*+,;=%";

    /** The parsed line, or null if it is not a request for a path or an absolute URI. */
    static @Nullable RequestLine parse(@Nullable String line) {
        if (line == null) {
            return null;
        }
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last <= first || !line.startsWith("HTTP/", last + 1)) {
            return null;
        }
        return of(line.substring(0, first), line.substring(first + 1, last).trim());
    }

    /** A method and a target, or null if the target is neither a path nor an absolute URI. */
    static @Nullable RequestLine of(String method, String uri) {
        if (uri.startsWith("/")) {
            return new RequestLine(method, null, encode(uri));
        }
        int scheme = uri.indexOf("://");
        return scheme <= 0 ? null : parseAbsolute(method, uri, scheme + 3);
    }

    private static @Nullable RequestLine parseAbsolute(String method, String uri, int start) {
        int end = authorityEnd(uri, start);
        String authority = uri.substring(start, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        String rest = uri.substring(end);
        String target = encode(rest.startsWith("/") ? rest : "/" + rest);
        return host.isEmpty() ? null : new RequestLine(method, host, target);
    }

    private static int authorityEnd(String uri, int start) {
        int end = start;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * Percent-encodes what a client would have encoded; a fragment is never sent, so it is removed. Each character
     * represents one byte of the log: its upper half is dropped because the log parser turns the escape of a byte from
     * 0x80 on into a character from U+FF80 on.
     */
    private static String encode(String target) {
        int fragment = target.indexOf('#');
        String sent = fragment < 0 ? target : target.substring(0, fragment);
        if (sent.chars().allMatch(RequestLine::isAllowed)) {
            return sent;
        }
        StringBuilder encoded = new StringBuilder(sent.length() + 16);
        sent.chars().map(c -> c & 0xFF).forEach(c -> append(encoded, c));
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, int c) {
        if (isAllowed(c)) {
            encoded.append((char) c);
        } else {
            encoded.append(String.format(Locale.ROOT, "%%%02X", c));
        }
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ALLOWED_MARKS.indexOf(c) >= 0;
    }
}
