package org.resumelb.jetty.proxy.headers;

import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Groups of fields that clients may not decide on. Case does not matter, and an underscore counts as a hyphen: many
 * servers cannot tell them apart once a field is a variable such as {@code HTTP_RESUMELB_CLASS}.
 */
final class FieldNames {
    private static final String OWN_PREFIX = "resumelb-";
    private static final String FORWARDED_PREFIX = "x-forwarded";

    private static final EnumSet<HttpHeader> FORWARDING = EnumSet.of(
            HttpHeader.FORWARDED,
            HttpHeader.X_FORWARDED_FOR,
            HttpHeader.X_FORWARDED_HOST,
            HttpHeader.X_FORWARDED_PORT,
            HttpHeader.X_FORWARDED_PROTO,
            HttpHeader.X_FORWARDED_SERVER);

    private static final List<String> MORE_FORWARDING = List.of(
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "x-original-forwarded-for",
            "x-proxied-https",
            "x-url-scheme",
            "front-end-https",
            "proxy-ssl-id",
            "proxy-auth-cert");

    private FieldNames() {}

    /** Whether it speaks between load balancer and worker. */
    static boolean isOwn(HttpField field) {
        return field.getHeader() == null && begins(field.getName(), OWN_PREFIX);
    }

    /** Whether a proxy says by it where a request came from: who sent it, and how. */
    static boolean isForwarding(HttpField field) {
        HttpHeader header = field.getHeader();
        if (header != null) {
            return FORWARDING.contains(header);
        }
        String name = field.getName();
        return begins(name, FORWARDED_PREFIX) || isOneOf(MORE_FORWARDING, name);
    }

    /** Whether programs that get fields as variables take it for {@code HTTP_PROXY}, where to send their own requests. */
    static boolean isProxy(HttpField field) {
        return field.getHeader() == null && field.getName().equalsIgnoreCase("Proxy");
    }

    /** Whether its name has an underscore, with which no proxy writes such a field. */
    static boolean isUnderscored(HttpField field) {
        return field.getHeader() == null && field.getName().indexOf('_') >= 0;
    }

    private static boolean isOneOf(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            String candidate = names.get(i);
            if (candidate.length() == name.length() && begins(name, candidate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (plain(name.charAt(i)) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char plain(char c) {
        if (c == '_') {
            return '-';
        }
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
