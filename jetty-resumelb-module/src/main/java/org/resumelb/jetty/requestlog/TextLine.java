package org.resumelb.jetty.requestlog;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.DateCache;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestAttributes;

/**
 * The combined format of Apache and nginx, with the virtual host at the beginning and name=value pairs at the end,
 * which programs for the combined format ignore. Escapes are Apache's, so that nothing a client sends can end a line or
 * a field.
 */
final class TextLine implements LineFormat {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
    private static final HexFormat HEX = HexFormat.of();

    private final DateCache dates = new DateCache("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH, "GMT");

    @Override
    public String line(Entry entry) {
        StringBuilder line = new StringBuilder(256);
        line.append(host(entry.host())).append(' ').append(entry.client()).append(" - - [");
        line.append(dates.format(entry.epochMillis())).append("] ");
        String request = entry.method() + " " + entry.target() + " " + entry.protocol();
        quoted(line, request);
        line.append(' ').append(entry.status() == 0 ? "-" : Integer.toString(entry.status()));
        line.append(' ').append(entry.bytes()).append(' ');
        quoted(line, entry.header(HttpHeader.REFERER));
        line.append(' ');
        quoted(line, entry.header(HttpHeader.USER_AGENT));
        line.append(" class=");
        quoted(line, entry.text(RequestAttributes.CLASS));
        pair(line, "worker", entry.text(RequestAttributes.WORKER));
        pair(line, "decision", entry.text(RequestAttributes.DECISION));
        pair(line, "wait_ms", entry.text(RequestAttributes.WAIT_MILLIS));
        pair(line, "worker_ms", entry.text(RequestAttributes.WORKER_MILLIS));
        pair(line, "total_ms", Long.toString(entry.totalMillis()));
        pair(line, "attempts", entry.text(RequestAttributes.ATTEMPTS));
        pair(line, "request_id", entry.requestId());
        return line.toString();
    }

    /** A host in any other form could be mistaken for the fields that follow. */
    private static String host(@Nullable String host) {
        return host != null && HOST.matcher(host).matches() ? host : "-";
    }

    private static void pair(StringBuilder line, String name, @Nullable String value) {
        line.append(' ').append(name).append('=').append(value == null ? "-" : value);
    }

    private static void quoted(StringBuilder line, @Nullable String text) {
        line.append('"');
        String shown = text == null ? "-" : text;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                line.append(c);
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < shown.length() ? i + 2 : i + 1;
                escape(line, shown.substring(i, end));
                i = end - 1;
            }
        }
        line.append('"');
    }

    private static void escape(StringBuilder line, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            line.append("\\x").append(HEX.toHexDigits(b));
        }
    }
}
