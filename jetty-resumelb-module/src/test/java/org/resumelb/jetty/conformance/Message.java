package org.resumelb.jetty.conformance;

import java.util.List;
import org.resumelb.jetty.testing.http2.Field;

/** A request or an answer as it arrived, in the form of HTTP/1.1 whatever the protocol was. */
record Message(String head, String body, String trailers, List<String> interim) {
    static final Message NONE = new Message("", "", "", List.of());

    /** What came over HTTP/2. A {@code host} beside {@code :authority} is shown only if it says something else. */
    static String head(List<Field> fields) {
        String authority = Field.first(fields, ":authority");
        StringBuilder head = new StringBuilder();
        if (Field.first(fields, ":status").isEmpty()) {
            head.append(Field.first(fields, ":method"))
                    .append(' ')
                    .append(Field.first(fields, ":path"))
                    .append(" HTTP/2.0\r\n");
        } else {
            head.append("HTTP/2.0 ").append(Field.first(fields, ":status")).append(" \r\n");
        }
        for (Field field : fields) {
            boolean again = field.name().equals("host") && field.value().equals(authority);
            String name = field.name().equals(":authority") ? "host" : field.name();
            if (!name.startsWith(":") && !again) {
                head.append(name).append(": ").append(field.value()).append("\r\n");
            }
        }
        return head.append("\r\n").toString();
    }

    /** An answer's status; 0 when none came. */
    int status() {
        return head.length() > 12 ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    String method() {
        return head.split(" ", 2)[0];
    }

    String target() {
        String line = head.lines().findFirst().orElse("");
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    List<String> values(String name) {
        return Wire.values(head, name);
    }
}
