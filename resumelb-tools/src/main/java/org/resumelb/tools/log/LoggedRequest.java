package org.resumelb.tools.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one line says about a request.
 *
 * @param request method and target, and the host if the target is absolute
 * @param virtualHost host given elsewhere on the line, perhaps with a port; null if there is none
 * @param epochMillis when the server received the request; 0 if unknown
 * @param bytes size of the response's body; 0 if unknown
 */
record LoggedRequest(RequestLine request, @Nullable String virtualHost, long epochMillis, long bytes) {
    /** The entry; a request without a host gets the default one. */
    LogEntry entry(String defaultHost) {
        String host = request.host();
        if (host == null) {
            host = virtualHost == null || virtualHost.isEmpty() ? defaultHost : usual(virtualHost);
        }
        return new LogEntry(request.method(), host, request.target(), epochMillis, bytes);
    }

    /** In lower case, without the default ports, which clients omit. */
    private static String usual(String host) {
        String port = host.substring(host.lastIndexOf(':') + 1);
        boolean implied = !port.equals(host) && (port.equals("80") || port.equals("443"));
        String shown = implied ? host.substring(0, host.length() - port.length() - 1) : host;
        return shown.toLowerCase(Locale.ROOT);
    }
}
