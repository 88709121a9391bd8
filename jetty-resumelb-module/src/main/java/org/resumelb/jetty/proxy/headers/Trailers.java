package org.resumelb.jetty.proxy.headers;

import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The fields behind a message's body. Servers that merge them with the head would let them overrule it, so what frames
 * or routes a message, says who sent it, or how to handle it, does not pass there (RFC 9110, section 6.5.1).
 */
public final class Trailers {
    private static final EnumSet<HttpHeader> ONLY_IN_HEADS = EnumSet.of(
            HttpHeader.AGE,
            HttpHeader.AUTHORIZATION,
            HttpHeader.CACHE_CONTROL,
            HttpHeader.CONTENT_ENCODING,
            HttpHeader.CONTENT_LENGTH,
            HttpHeader.CONTENT_RANGE,
            HttpHeader.CONTENT_TYPE,
            HttpHeader.COOKIE,
            HttpHeader.DATE,
            HttpHeader.EXPECT,
            HttpHeader.EXPIRES,
            HttpHeader.HOST,
            HttpHeader.IF_MATCH,
            HttpHeader.IF_MODIFIED_SINCE,
            HttpHeader.IF_NONE_MATCH,
            HttpHeader.IF_RANGE,
            HttpHeader.IF_UNMODIFIED_SINCE,
            HttpHeader.LOCATION,
            HttpHeader.MAX_FORWARDS,
            HttpHeader.PRAGMA,
            HttpHeader.RANGE,
            HttpHeader.RETRY_AFTER,
            HttpHeader.SET_COOKIE,
            HttpHeader.TRAILER,
            HttpHeader.VARY,
            HttpHeader.VIA,
            HttpHeader.WWW_AUTHENTICATE);

    private Trailers() {}

    /** Those that the other side may see; {@code null} when there are none. */
    public static @Nullable HttpFields allowed(@Nullable HttpFields trailers) {
        if (trailers == null) {
            return null;
        }
        HttpFields.Mutable allowed = HttpFields.build();
        for (HttpField field : trailers) {
            if (mayPass(field)) {
                allowed.add(field);
            }
        }
        return allowed;
    }

    private static boolean mayPass(HttpField field) {
        HttpHeader header = field.getHeader();
        return !UpstreamHeaders.isPrivate(field, Set.of())
                && !FieldNames.isForwarding(field)
                && !FieldNames.isProxy(field)
                && (header == null || !ONLY_IN_HEADS.contains(header));
    }
}
