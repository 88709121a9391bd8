package org.resumelb.jetty.proxy.headers;

import java.util.EnumSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * NTLM and Negotiate (RFC 4559), which log in a connection and not a request: whoever sends over the same connection
 * afterwards is taken for the one who logged in. So a connection over which such a login went must not serve others.
 */
public final class ConnectionLogin {
    private static final EnumSet<HttpHeader> OF_REQUEST =
            EnumSet.of(HttpHeader.AUTHORIZATION, HttpHeader.PROXY_AUTHORIZATION);
    private static final EnumSet<HttpHeader> OF_ANSWER =
            EnumSet.of(HttpHeader.WWW_AUTHENTICATE, HttpHeader.PROXY_AUTHENTICATE);

    private ConnectionLogin() {}

    /** Whether a request and its answer are a step of such a login. */
    public static boolean isPartOf(HttpFields request, HttpFields answer) {
        return names(request, OF_REQUEST) || names(answer, OF_ANSWER);
    }

    private static boolean names(HttpFields headers, EnumSet<HttpHeader> fields) {
        for (int i = 0; i < headers.size(); i++) {
            HttpField field = headers.getField(i);
            if (field.getHeader() != null && fields.contains(field.getHeader()) && isOfConnection(field.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** A field may have several challenges in a row. */
    private static boolean isOfConnection(String value) {
        for (String part : value.split(",", -1)) {
            String challenge = part.strip();
            if (beginsWith(challenge, "NTLM") || beginsWith(challenge, "Negotiate")) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(String challenge, String scheme) {
        return challenge.regionMatches(true, 0, scheme, 0, scheme.length())
                && (challenge.length() == scheme.length() || challenge.charAt(scheme.length()) == ' ');
    }
}
