package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the request to a worker: the client's, without those of its connection (RFC 9110, section 7.6.1) and
 * without what only a load balancer may say, and with what this one has to say.
 */
final class UpstreamHeaders {
    static final String CLASS = "Resumelb-Class";
    static final String CLASSIFIER = "Resumelb-Classifier";
    private static final String OWN_PREFIX = "resumelb-";

    private static final EnumSet<HttpHeader> OF_CONNECTION = EnumSet.of(
            HttpHeader.CONNECTION,
            HttpHeader.KEEP_ALIVE,
            HttpHeader.PROXY_AUTHENTICATE,
            HttpHeader.PROXY_AUTHORIZATION,
            HttpHeader.PROXY_CONNECTION,
            HttpHeader.TE,
            HttpHeader.TRANSFER_ENCODING,
            HttpHeader.UPGRADE);

    /** What the message is, so that nothing said elsewhere may take it away, and no trailer may say it again. */
    private static final Set<String> OF_MESSAGE = Set.of("host", "content-length", "content-type", "cache-control");

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private UpstreamHeaders() {}

    /** Whether a field belongs to one connection, or speaks between load balancer and worker. */
    static boolean isPrivate(HttpField field, Set<String> namedByConnection) {
        HttpHeader header = field.getHeader();
        if (header != null) {
            return OF_CONNECTION.contains(header)
                    || (!namedByConnection.isEmpty() && namedByConnection.contains(field.getLowerCaseName()));
        }
        String name = field.getLowerCaseName();
        return name.startsWith(OWN_PREFIX) || namedByConnection.contains(name);
    }

    /** The headers that {@code Connection} declares to be its own, in lower case. */
    static Set<String> namedByConnection(HttpFields headers) {
        if (!headers.contains(HttpHeader.CONNECTION)) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        List<String> values = headers.getCSV(HttpHeader.CONNECTION, false);
        values.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        // These decide what the message is and cannot be dropped by a client's word.
        names.removeAll(OF_MESSAGE);
        return names;
    }

    /** The host that the client asked for, with its port if it gave one. */
    static @Nullable String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null) {
            return host;
        }
        var uri = ServletContextRequest.getServletContextRequest(request).getHttpURI();
        return uri.getAuthority();
    }

    /** Copies a client's request headers. */
    static void copy(HttpServletRequest request, HttpFields.Mutable to) {
        HttpFields from =
                ServletContextRequest.getServletContextRequest(request).getHeaders();
        Set<String> namedByConnection = namedByConnection(from);
        to.clear();
        for (HttpField field : from) {
            if (!isPrivate(field, namedByConnection)) {
                to.add(field);
            }
        }
        String host = host(request);
        if (host != null && !to.contains(HttpHeader.HOST)) {
            to.add(HttpHeader.HOST, host);
        }
        if (from.contains(HttpHeader.TE, "trailers")) {
            to.add(HttpHeader.TE, "trailers");
            to.add(HttpHeader.CONNECTION, HttpHeader.TE.asString());
        }
    }

    /** The trailers of a message as the other side may see them; {@code null} when there are none. */
    static @Nullable HttpFields trailers(@Nullable HttpFields trailers) {
        if (trailers == null) {
            return null;
        }
        HttpFields.Mutable allowed = HttpFields.build();
        for (HttpField field : trailers) {
            if (!isPrivate(field, OF_MESSAGE)) {
                allowed.add(field);
            }
        }
        return allowed;
    }

    /** Adds what the load balancer says of the request: its class, and where it came from. */
    static void add(
            HttpServletRequest request, String via, String requestClass, String fingerprint, HttpFields.Mutable to) {
        to.put(CLASS, URLEncoder.encode(requestClass, StandardCharsets.UTF_8).replace("+", "%20"));
        to.put(CLASSIFIER, fingerprint);
        append(to, HttpHeader.VIA, version(request.getProtocol()) + " " + via);
        append(to, HttpHeader.FORWARDED, forwarded(request));
        append(to, HttpHeader.X_FORWARDED_FOR, request.getRemoteAddr());
        to.put(HttpHeader.X_FORWARDED_PROTO, request.getScheme());
        String host = host(request);
        if (host != null) {
            to.put(HttpHeader.X_FORWARDED_HOST, host);
        }
    }

    private static String version(String protocol) {
        return protocol.startsWith("HTTP/") ? protocol.substring("HTTP/".length()) : HttpVersion.HTTP_1_1.asString();
    }

    /** RFC 7239. */
    private static String forwarded(HttpServletRequest request) {
        String host = host(request);
        return "for=" + node(request.getRemoteAddr())
                + ";by=" + node(request.getLocalAddr())
                + (host == null ? "" : ";host=" + quoted(host))
                + ";proto=" + request.getScheme();
    }

    private static String node(String address) {
        boolean bare = address.indexOf(':') >= 0 && !address.startsWith("[");
        return quoted(bare ? "[" + address + "]" : address);
    }

    private static String quoted(String value) {
        boolean token = TOKEN.matcher(value).matches();
        return token ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void append(HttpFields.Mutable headers, HttpHeader header, String value) {
        List<String> present = headers.getValuesList(header);
        if (present.isEmpty()) {
            headers.put(header, value);
        } else {
            headers.put(header, String.join(", ", present) + ", " + value);
        }
    }
}
