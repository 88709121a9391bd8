package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestId;

/**
 * The headers of the request to a worker: the client's, without those of its connection (RFC 9110, section 7.6.1) and
 * without what only a load balancer may say, and with what this one has to say.
 */
public final class UpstreamHeaders {
    static final String CLASS = "Resumelb-Class";
    static final String CLASSIFIER = "Resumelb-Classifier";

    private static final EnumSet<HttpHeader> OF_CONNECTION = EnumSet.of(
            HttpHeader.CONNECTION,
            HttpHeader.HTTP2_SETTINGS,
            HttpHeader.KEEP_ALIVE,
            HttpHeader.PROXY_AUTHENTICATE,
            HttpHeader.PROXY_AUTHORIZATION,
            HttpHeader.PROXY_CONNECTION,
            HttpHeader.TE,
            HttpHeader.TRANSFER_ENCODING,
            HttpHeader.UPGRADE);

    /** What the message is, so that nothing said elsewhere may take it away. */
    private static final Set<String> OF_MESSAGE = Set.of("host", "content-length", "content-type", "cache-control");

    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

    private UpstreamHeaders() {}

    /** Whether a field belongs to one connection, or speaks between load balancer and worker. */
    static boolean isPrivate(HttpField field, Set<String> namedByConnection) {
        HttpHeader header = field.getHeader();
        if (header != null) {
            return OF_CONNECTION.contains(header)
                    || (!namedByConnection.isEmpty() && namedByConnection.contains(field.getLowerCaseName()));
        }
        return FieldNames.isOwn(field)
                || (!namedByConnection.isEmpty() && namedByConnection.contains(field.getLowerCaseName()));
    }

    /** The headers that {@code Connection} declares to be its own, in lower case. */
    static Set<String> namedByConnection(HttpFields headers) {
        boolean isUsual = true;
        for (int i = 0; i < headers.size(); i++) {
            HttpField field = headers.getField(i);
            // Keep-Alive goes no further, whether it is named or not.
            isUsual &= field.getHeader() != HttpHeader.CONNECTION || HttpHeaderValue.KEEP_ALIVE.is(field.getValue());
        }
        return isUsual ? Set.of() : namesIn(headers);
    }

    private static Set<String> namesIn(HttpFields headers) {
        Set<String> names = new HashSet<>();
        List<String> values = headers.getCSV(HttpHeader.CONNECTION, false);
        values.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        // These decide what the message is and cannot be dropped by a client's word.
        names.removeAll(OF_MESSAGE);
        return names;
    }

    /** The host that the client asked for, with its port if it gave one. */
    static @Nullable String host(HttpServletRequest request) {
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        String authority = head.getHttpURI().getAuthority();
        boolean http2 = head.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
        // RFC 9113, section 8.3.1: over HTTP/2, Host counts where there is no authority.
        String host = http2 && authority != null ? authority : request.getHeader("Host");
        return host == null ? authority : host;
    }

    /**
     * What the load balancer says of a request.
     *
     * @param fingerprint of the classifier that says its class
     * @param id its own
     * @param via its name for itself
     */
    public record Word(String fingerprint, String id, Via via) {}

    /** The headers of a request of a class to a worker. */
    public static HttpFields.Mutable of(HttpServletRequest request, String requestClass, Word word) {
        HttpFields.Mutable headers = HttpFields.build();
        copy(request, headers);
        add(request, requestClass, word, headers);
        return headers;
    }

    /** Says to the worker that nothing else comes over the connection. */
    public static void closeAfterwards(HttpFields.Mutable headers) {
        append(headers, CLOSE);
    }

    private static void copy(HttpServletRequest request, HttpFields.Mutable to) {
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        HttpFields from = head.getHeaders();
        boolean trusted = Peer.of(request).isTrusted();
        Set<String> namedByConnection = namedByConnection(from);
        for (int i = 0; i < from.size(); i++) {
            HttpField field = from.getField(i);
            boolean passes = FieldNames.isForwarding(field)
                    // Nobody may take away what a trusted proxy has said, such as its own client by Connection.
                    ? trusted && !FieldNames.isUnderscored(field)
                    : !isPrivate(field, namedByConnection) && !FieldNames.isProxy(field);
            if (passes) {
                to.add(field);
            }
        }
        if (head.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            joinCookies(to);
        }
        MaxForwards.countDown(head.getMethod(), to);
        String host = host(request);
        if (host != null && !host.equals(to.get(HttpHeader.HOST))) {
            to.put(HttpHeader.HOST, host);
        }
        if (from.contains(HttpHeader.TE, "trailers")) {
            to.add(HttpHeader.TE, "trailers");
            to.add(HttpHeader.CONNECTION, HttpHeader.TE.asString());
        }
    }

    /** Clients may split cookies over HTTP/2, and only there (RFC 9113, section 8.2.3). A value must not end with a space. */
    private static void joinCookies(HttpFields.Mutable headers) {
        StringBuilder joined = null;
        String first = null;
        for (HttpField field : headers) {
            if (field.getHeader() != HttpHeader.COOKIE || field.getValue().isEmpty()) {
                continue;
            }
            if (first == null) {
                first = field.getValue();
            } else {
                joined = (joined == null ? new StringBuilder(first) : joined)
                        .append("; ")
                        .append(field.getValue());
            }
        }
        if (joined != null) {
            headers.put(HttpHeader.COOKIE, joined.toString());
        }
    }

    /** Adds what the load balancer says of the request: its class, its id, and where it came from. */
    private static void add(HttpServletRequest request, String requestClass, Word word, HttpFields.Mutable to) {
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        // A client's own are not among what was copied.
        to.add(new HttpField(null, CLASS, encoded(requestClass)));
        to.add(new HttpField(null, CLASSIFIER, word.fingerprint()));
        identify(word.id(), to);
        append(to, word.via().of(head.getConnectionMetaData().getHttpVersion()));
        Peer peer = Peer.of(request);
        String host = host(request);
        if (peer.isTrusted()) {
            addToProxys(peer, host, to);
        } else {
            // Of those that a client sent, none is left.
            to.add(peer.forwarded(host));
            to.add(peer.forwardedFor());
            to.add(peer.forwardedProto());
            if (host != null) {
                to.add(HttpHeader.X_FORWARDED_HOST, host);
            }
        }
    }

    private static void identify(String id, HttpFields.Mutable to) {
        if (to.contains(RequestId.HEADER)) {
            to.put(RequestId.HEADER, id);
        } else {
            to.add(new HttpField(null, RequestId.HEADER, id));
        }
    }

    /**
     * What a trusted proxy has said stays, and goes on where it is a list. What it said in one form is said in the other as
     * well: an application that looks there would take the proxy for the client.
     */
    private static void addToProxys(Peer peer, @Nullable String host, HttpFields.Mutable to) {
        ForwardingChain.removeUnreadable(to);
        boolean hasForwarded = to.contains(HttpHeader.FORWARDED);
        boolean hasForwardedFor = to.contains(HttpHeader.X_FORWARDED_FOR);
        ForwardingChain said =
                hasForwarded && !hasForwardedFor ? ForwardingChain.ofForwarded(to) : ForwardingChain.ofXForwarded(to);
        HttpField ours = peer.forwarded(host);
        if (hasForwarded) {
            append(to, ours);
        } else if (hasForwardedFor) {
            to.add(HttpHeader.FORWARDED, said.asForwarded(host) + ", " + ours.getValue());
        } else {
            to.add(peer.forwarded(or(said.host(), host), said.proto()));
        }
        if (hasForwarded && !hasForwardedFor) {
            to.add(HttpHeader.X_FORWARDED_FOR, said.asForwardedFor());
        }
        append(to, peer.forwardedFor());
        addIfAbsent(to, HttpHeader.X_FORWARDED_PROTO, or(said.proto(), peer.scheme()));
        addIfAbsent(to, HttpHeader.X_FORWARDED_HOST, or(said.host(), host));
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private static void addIfAbsent(HttpFields.Mutable to, HttpHeader header, @Nullable String value) {
        if (value != null && !to.contains(header)) {
            to.add(header, value);
        }
    }

    /** A value of a parameter, in quotes if it needs them. */
    static String quoted(String value) {
        return isPlain(value) ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String encoded(String requestClass) {
        return isPlain(requestClass)
                ? requestClass
                : URLEncoder.encode(requestClass, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether a text, such as a host's name, needs neither quotes nor encoding. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            if (!letter && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void append(HttpFields.Mutable headers, HttpField field) {
        HttpHeader header = field.getHeader();
        if (headers.contains(header)) {
            headers.put(header, String.join(", ", headers.getValuesList(header)) + ", " + field.getValue());
        } else {
            headers.add(field);
        }
    }
}
