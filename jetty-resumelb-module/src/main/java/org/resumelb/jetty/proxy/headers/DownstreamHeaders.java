package org.resumelb.jetty.proxy.headers;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.proxy.report.ReportParser;

/** The headers of the answer to a client: the worker's, without what belongs to its connection or is for us only. */
public final class DownstreamHeaders {
    private DownstreamHeaders() {}

    /**
     * Copies a worker's headers to those of a response that has only what our own server puts there. Lengths, which are all
     * the same, become one.
     */
    public static void copy(HttpFields from, HttpFields.Mutable to) {
        Set<String> namedByConnection = UpstreamHeaders.namedByConnection(from);
        // What our own server put there (Server, Date) gives way to what the worker says.
        @Nullable HttpHeader[] ours = known(to);
        boolean hasLength = false;
        for (int i = 0; i < from.size(); i++) {
            HttpField field = from.getField(i);
            boolean isLength = field.getHeader() == HttpHeader.CONTENT_LENGTH;
            if ((isLength && hasLength)
                    || UpstreamHeaders.isPrivate(field, namedByConnection)
                    || ReportParser.isForBalancersOnly(field)) {
                continue;
            }
            hasLength |= isLength;
            if (remove(field.getHeader(), ours)) {
                to.put(field);
            } else {
                to.add(field);
            }
        }
    }

    private static @Nullable HttpHeader[] known(HttpFields fields) {
        @Nullable HttpHeader[] known = new HttpHeader[fields.size()];
        int i = 0;
        for (HttpField field : fields) {
            known[i] = field.getHeader();
            i++;
        }
        return known;
    }

    /** Returns whether it was there. */
    private static boolean remove(@Nullable HttpHeader header, @Nullable HttpHeader[] from) {
        for (int i = 0; header != null && i < from.length; i++) {
            if (from[i] == header) {
                from[i] = null;
                return true;
            }
        }
        return false;
    }

    /** The headers of an interim answer, to which our server adds nothing. */
    public static HttpFields interim(HttpFields from) {
        HttpFields.Mutable to = HttpFields.build();
        copy(from, to);
        // It has no body, so that it has no length (RFC 9110, section 8.6).
        to.remove(HttpHeader.CONTENT_LENGTH);
        return to;
    }
}
