package org.resumelb.jetty.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.resumelb.jetty.testing.http2.Field;

/** What a message in the form of HTTP/1.1 is in HTTP/2. */
record Http2Form(List<Field> head, String body, List<Field> trailers) {
    private static final Set<String> OF_A_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /** A request; chunks become its body, and what concerns a connection is left out. */
    static Http2Form request(String text) {
        return of(text, request(text, true), true);
    }

    /** A request as an attacker says it: all fields but {@code Connection} are kept, and the body is as it stands. */
    static Http2Form literally(String text) {
        return of(text, request(text, false), false);
    }

    /** An answer; chunks become its body, and what concerns a connection is left out. */
    static Http2Form answer(String text) {
        List<Field> head = new ArrayList<>();
        head.add(new Field(":status", text.substring(9, 12)));
        for (Field field : fields(text)) {
            if (!OF_A_CONNECTION.contains(field.name())) {
                head.add(field);
            }
        }
        return of(text, head, true);
    }

    private static Http2Form of(String text, List<Field> head, boolean chunks) {
        int at = text.indexOf("\r\n\r\n");
        String rest = at < 0 ? "" : text.substring(at + 4);
        if (!chunks || !Wire.isChunked(text) || rest.isEmpty()) {
            return new Http2Form(head, rest, List.of());
        }
        StringBuilder body = new StringBuilder();
        int from = 0;
        while (true) {
            int line = rest.indexOf("\r\n", from);
            int length = Integer.parseInt(
                    rest.substring(from, line).split(";", -1)[0].strip(), 16);
            if (length == 0) {
                return new Http2Form(head, body.toString(), fields("\r\n" + rest.substring(line + 2)));
            }
            body.append(rest, line + 2, line + 2 + length);
            from = line + 2 + length + 2;
        }
    }

    private static List<Field> request(String text, boolean legal) {
        String line = text.substring(0, text.indexOf('\r'));
        String method = line.substring(0, line.indexOf(' '));
        String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(" HTTP/"));
        List<Field> head = new ArrayList<>(Field.list(":method", method));
        if (!method.equals("CONNECT")) {
            head.addAll(Field.list(":scheme", "http", ":path", target));
        }
        boolean host = false;
        for (Field field : fields(text)) {
            if (field.name().equals("host") && !host) {
                host = true;
                head.add(new Field(":authority", field.value()));
            } else if (legal
                    ? !OF_A_CONNECTION.contains(field.name())
                    : !field.name().equals("connection")) {
                head.add(field);
            }
        }
        // Pseudo-fields come first.
        head.sort(Comparator.comparing(field -> !field.name().startsWith(":")));
        return head;
    }

    /** The fields behind the first line, names in lower case; a folded line is part of its value. */
    private static List<Field> fields(String text) {
        String block = text.split("\r\n\r\n", 2)[0];
        List<Field> fields = new ArrayList<>();
        String[] lines = block.split("\r\n(?! )", -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon >= 0) {
                fields.add(new Field(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", "")));
            }
        }
        return fields;
    }

    /** Whether RFC 9113 (8.1.1, 8.2 and 8.3) calls this request malformed, so that nobody may pass it on. */
    boolean isMalformed() {
        return head.stream().anyMatch(Http2Form::isMalformed) || hasAnotherLength();
    }

    private static boolean isMalformed(Field field) {
        if (field.value().chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
            return true;
        }
        return switch (field.name()) {
            case ":method" -> !field.value().matches(TOKEN);
            case ":path" -> !field.value().equals("*") && !field.value().startsWith("/");
            case ":scheme", ":authority" -> false;
            case "te" -> !field.value().equals("trailers");
            default ->
                OF_A_CONNECTION.contains(field.name())
                        || field.name().isEmpty()
                        || field.name()
                                .chars()
                                .anyMatch(c -> c <= ' ' || c == ':' || c >= 127 || (c >= 'A' && c <= 'Z'));
        };
    }

    private boolean hasAnotherLength() {
        return head.stream()
                .filter(field -> field.name().equals("content-length"))
                .anyMatch(field -> !field.value().equals(String.valueOf(body.length())));
    }
}
