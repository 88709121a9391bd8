package org.resumelb.tools.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one line says of a request.
 *
 * @param request method and target, and the host if the target is absolute
 * @param virtualHost host that the line names elsewhere, perhaps with a port; null if it names none
 * @param epochMillis when the server received the request; 0 if unknown
 * @param bytes size of the answer's body; 0 if unknown
 */
record LoggedRequest(RequestLine request, @Nullable String virtualHost, long epochMillis, long bytes) {
    /** The entry, for a request without a host with a host that the log's reader was given. */
    LogEntry entry(String defaultHost) {
        String host = request.host();
        if (host == null) {
            host = virtualHost == null || virtualHost.isEmpty() ? defaultHost : usual(virtualHost);
        }
        return new LogEntry(request.method(), host, request.target(), epochMillis, bytes);
    }

    /** In lower case, without the ports that clients leave out. */
    private static String usual(String host) {
        String port = host.substring(host.lastIndexOf(':') + 1);
        boolean implied = !port.equals(host) && (port.equals("80") || port.equals("443"));
        String shown = implied ? host.substring(0, host.length() - port.length() - 1) : host;
        return shown.toLowerCase(Locale.ROOT);
    }
}
