package org.resumelb.jetty.proxy.headers;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Keeps clients from what is not for them: the workers' management path, in whatever spelling, and paths that climb
 * out of the worker's context. Servers differ in how they decode a path, so the guard looks at the laxest reading:
 * decoded until nothing changes, without path parameters, empty segments and dots. A path that only passes through
 * the management path on its way elsewhere is refused too, since not every server would leave it. Immutable.
 */
public final class TargetGuard {
    private static final int MAX_DECODINGS = 4;

    private final String managementPath;

    public TargetGuard(String managementPath) {
        this.managementPath = managementPath.toLowerCase(Locale.ROOT);
    }

    /** What a raw path asks for. */
    public Verdict judge(String rawPath) {
        if (isPlain(rawPath)) {
            return verdict(rawPath);
        }
        String path = rawPath;
        for (int i = 0; i < MAX_DECODINGS; i++) {
            Verdict verdict = verdict(path);
            String decoded = decode(path);
            if (verdict != Verdict.ALLOWED || decoded.equals(path)) {
                return verdict;
            }
            path = decoded;
        }
        return verdict(path);
    }

    private static boolean isPlain(String path) {
        return path.indexOf('%') < 0;
    }

    private Verdict verdict(String rawPath) {
        String path = rawPath.toLowerCase(Locale.ROOT);
        if (hasOneReading(path)) {
            boolean management = path.startsWith(managementPath)
                    && (path.length() == managementPath.length() || path.charAt(managementPath.length()) == '/');
            return management ? Verdict.MANAGEMENT : Verdict.ALLOWED;
        }
        return walk(path);
    }

    private static boolean hasOneReading(String path) {
        return !path.startsWith(".")
                && !path.contains("/.")
                && !path.contains("//")
                && path.indexOf(';') < 0
                && path.indexOf('\\') < 0;
    }

    /** Follows a path segment by segment, to see where it comes by. */
    private Verdict walk(String path) {
        StringBuilder place = new StringBuilder(path.length());
        for (String raw : path.replace('\\', '/').split("/", -1)) {
            String segment = withoutParameters(raw);
            if (segment.equals("..")) {
                if (place.isEmpty()) {
                    return Verdict.OUTSIDE;
                }
                place.setLength(place.lastIndexOf("/"));
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                place.append('/').append(segment);
            }
            if (managementPath.contentEquals(place)) {
                return Verdict.MANAGEMENT;
            }
        }
        return Verdict.ALLOWED;
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    /** What a raw segment of a path is called: without its parameters, decoded once. */
    static String name(String rawSegment) {
        return decode(withoutParameters(rawSegment));
    }

    private static String decode(String path) {
        if (isPlain(path)) {
            return path;
        }
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            int digits = encodedDigits(raw, i);
            decoded[length++] = digits == 0 ? raw[i] : (byte) hex(raw, i + 1, digits);
            i += digits;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /** How many characters after a percent sign encode a byte: 2 as in {@code %2e}, 5 as in {@code %u002e}, or none. */
    private static int encodedDigits(byte[] raw, int at) {
        if (raw[at] != '%') {
            return 0;
        }
        if (hex(raw, at + 1, 2) >= 0) {
            return 2;
        }
        int ascii = hex(raw, at + 1, 5);
        return ascii >= 0 && ascii < 0x80 ? 5 : 0;
    }

    /** What some characters mean in hexadecimal, after an optional {@code u}; -1 when nothing. */
    private static int hex(byte[] raw, int from, int count) {
        if (from + count > raw.length || (count == 5 && raw[from] != 'u' && raw[from] != 'U')) {
            return -1;
        }
        int value = 0;
        for (int i = count == 5 ? from + 1 : from; i < from + count; i++) {
            int digit = Character.digit(raw[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    /** Whether a path may go to a worker. */
    public enum Verdict {
        ALLOWED,
        MANAGEMENT,
        OUTSIDE
    }
}
