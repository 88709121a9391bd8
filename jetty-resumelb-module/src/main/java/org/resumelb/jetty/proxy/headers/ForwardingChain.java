package org.resumelb.jetty.proxy.headers;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.TrustedProxies;

/**
 * What proxies said of where a request came from, be it in {@code Forwarded} (RFC 7239) or in the older
 * {@code X-Forwarded-*}, of which many proxies write only one: what is said in one can be said in the other (section 7.4).
 *
 * @param hops the addresses, the nearest last, without ports, those of IPv6 without brackets; {@code unknown} where nothing
 *     was said
 * @param proto the client's protocol, as far as it was said
 * @param host the host that the client asked for, as far as it was said
 */
record ForwardingChain(
        List<String> hops, @Nullable String proto, @Nullable String host) {
    private static final String UNKNOWN = "unknown";

    /** Takes away what nothing can be added to: a list with a quote that does not end, and one without an element. */
    static void removeUnreadable(HttpFields.Mutable fields) {
        if (fields.getValuesList(HttpHeader.FORWARDED).stream()
                .anyMatch(value -> value.isBlank() || !isClosed(value))) {
            fields.remove(HttpHeader.FORWARDED);
        }
        if (ofXForwarded(fields).hops().isEmpty()) {
            fields.remove(HttpHeader.X_FORWARDED_FOR);
        }
    }

    private static boolean isClosed(String value) {
        boolean inQuotes = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '\\' && inQuotes) {
                i++;
            }
        }
        return !inQuotes;
    }

    /** That of {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
    static ForwardingChain ofXForwarded(HttpFields fields) {
        List<String> hops = new ArrayList<>();
        for (String value : fields.getValuesList(HttpHeader.X_FORWARDED_FOR)) {
            split(value, ',').stream().filter(hop -> !hop.isEmpty()).forEach(hop -> hops.add(bare(hop)));
        }
        return new ForwardingChain(
                hops, first(fields, HttpHeader.X_FORWARDED_PROTO), first(fields, HttpHeader.X_FORWARDED_HOST));
    }

    private static @Nullable String first(HttpFields fields, HttpHeader header) {
        Enumeration<String> values = fields.getValues(header.asString());
        return values.hasMoreElements() ? split(values.nextElement(), ',').get(0) : null;
    }

    /** That of {@code Forwarded}. Protocol and host are those of the first element that has them, the client's. */
    static ForwardingChain ofForwarded(HttpFields fields) {
        List<String> hops = new ArrayList<>();
        String proto = null;
        String host = null;
        for (String value : fields.getValuesList(HttpHeader.FORWARDED)) {
            for (String element : split(value, ',')) {
                List<String> pairs = split(element, ';');
                String hop = parameter(pairs, "for=");
                hops.add(hop == null ? UNKNOWN : bare(hop));
                proto = proto == null ? parameter(pairs, "proto=") : proto;
                host = host == null ? parameter(pairs, "host=") : host;
            }
        }
        return new ForwardingChain(hops, proto, host);
    }

    private static @Nullable String parameter(List<String> pairs, String name) {
        for (String pair : pairs) {
            if (pair.regionMatches(true, 0, name, 0, name.length())) {
                return unquoted(pair.substring(name.length()));
            }
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /** The parts between delimiters that are not in quotes, without white space around them. */
    private static List<String> split(String text, char delimiter) {
        List<String> parts = new ArrayList<>();
        boolean inQuotes = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '\\' && inQuotes) {
                i++;
            } else if (c == delimiter && !inQuotes) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /** An address without brackets and port. */
    private static String bare(String hop) {
        if (hop.startsWith("[")) {
            int close = hop.indexOf(']');
            return close < 0 ? UNKNOWN : hop.substring(1, close);
        }
        int colon = hop.indexOf(':');
        boolean port = colon >= 0 && hop.indexOf(':', colon + 1) < 0;
        String address = port ? hop.substring(0, colon) : hop;
        return address.isEmpty() ? UNKNOWN : address;
    }

    /** The last hop, going from the nearest to the farthest, that is not trusted or whose next cannot be read. */
    String client(String nearest, TrustedProxies proxies) {
        String client = nearest;
        for (int i = hops.size() - 1; i >= 0; i--) {
            byte[] address = TrustedProxies.address(hops.get(i));
            if (address == null) {
                return client;
            }
            client = hops.get(i);
            if (!proxies.contains(address)) {
                return client;
            }
        }
        return client;
    }

    /** What {@code X-Forwarded-For} says of it. */
    String asForwardedFor() {
        return String.join(", ", hops);
    }

    /** What {@code Forwarded} says of it, the host asked for last being known. */
    String asForwarded(@Nullable String lastHost) {
        String asked = Objects.requireNonNullElse(host, Objects.requireNonNullElse(lastHost, ""));
        String ofClient = (asked.isEmpty() ? "" : ";host=" + UpstreamHeaders.quoted(asked))
                + (proto == null ? "" : ";proto=" + UpstreamHeaders.quoted(proto));
        return IntStream.range(0, hops.size())
                .mapToObj(i -> "for=" + node(hops.get(i)) + (i == 0 ? ofClient : ""))
                .collect(Collectors.joining(", "));
    }

    /** An address, or another name, as RFC 7239 writes it. */
    static String node(String hop) {
        return hop.indexOf(':') < 0 ? UpstreamHeaders.quoted(hop) : "\"[" + hop + "]\"";
    }
}
