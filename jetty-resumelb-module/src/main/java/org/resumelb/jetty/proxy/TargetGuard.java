package org.resumelb.jetty.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Keeps clients from what is not for them: the workers' management path, in whatever spelling, and paths that climb
 * out of the worker's context. Servers differ in how they decode a path, so the guard looks at the laxest reading:
 * decoded until nothing changes, without path parameters, empty segments and dots. Immutable.
 */
final class TargetGuard {
    private static final int MAX_DECODINGS = 4;

    private final String managementPath;

    TargetGuard(String managementPath) {
        this.managementPath = managementPath.toLowerCase(Locale.ROOT);
    }

    /** What a raw path asks for. */
    Verdict judge(String rawPath) {
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

    private Verdict verdict(String path) {
        String canonical = canonical(path.toLowerCase(Locale.ROOT));
        if (canonical.startsWith("/..")) {
            return Verdict.OUTSIDE;
        }
        boolean management = canonical.startsWith(managementPath)
                && (canonical.length() == managementPath.length() || canonical.charAt(managementPath.length()) == '/');
        return management ? Verdict.MANAGEMENT : Verdict.ALLOWED;
    }

    /** Without parameters, empty segments and dots; begins with {@code /..} when it climbs above its root. */
    private static String canonical(String path) {
        if (path.indexOf("//") < 0 && path.indexOf(';') < 0 && path.indexOf('\\') < 0 && path.indexOf("/.") < 0) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String raw : path.replace('\\', '/').split("/", -1)) {
            int semicolon = raw.indexOf(';');
            String segment = semicolon < 0 ? raw : raw.substring(0, semicolon);
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return "/..";
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decode(String path) {
        if (isPlain(path)) {
            return path;
        }
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i] == '%' && i + 2 < raw.length ? hex(raw[i + 1], raw[i + 2]) : -1;
            decoded[length++] = value < 0 ? raw[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }

    /** Whether a path may go to a worker. */
    enum Verdict {
        ALLOWED,
        MANAGEMENT,
        OUTSIDE
    }
}
