package org.resumelb.jetty.proxy.headers;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;

/**
 * What a head says of its message's body in ways that Jetty lets pass: codings of which it undoes the chunks alone, and
 * lengths, which its parser of HTTP/1.1 checks and that of HTTP/2 does not.
 */
final class Framing {
    private static final int MAX_DIGITS = 18;

    private Framing() {}

    /** Whether a body is coded by more than chunks, so that without a word of its coding it would be another body. */
    static boolean isCoded(HttpFields fields) {
        if (!fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            return false;
        }
        for (String coding : fields.getCSV(HttpHeader.TRANSFER_ENCODING, true)) {
            if (!HttpHeaderValue.CHUNKED.is(coding) && !HttpHeaderValue.IDENTITY.is(coding)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the lengths that a head announces, if any, are numbers (RFC 9110, section 8.6) and all the same. */
    static boolean hasOneLength(HttpFields fields) {
        String first = null;
        for (int i = 0; i < fields.size(); i++) {
            HttpField field = fields.getField(i);
            if (field.getHeader() != HttpHeader.CONTENT_LENGTH) {
                continue;
            }
            String value = field.getValue();
            if (value == null || !isNumber(value) || (first != null && !first.equals(value))) {
                return false;
            }
            first = value;
        }
        return true;
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MAX_DIGITS;
    }
}
