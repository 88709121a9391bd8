package org.resumelb.jetty.proxy.headers;

import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.resumelb.jetty.proxy.report.ReportParser;

/** The headers of the answer to a client: the worker's, without what belongs to its connection or is for us only. */
public final class DownstreamHeaders {
    private DownstreamHeaders() {}

    /** Copies a worker's headers to those of a response that has only what our own server puts there. */
    public static void copy(HttpFields from, HttpFields.Mutable to) {
        Set<String> namedByConnection = UpstreamHeaders.namedByConnection(from);
        // What our own server put there (Server, Date) gives way to what the worker says.
        EnumSet<HttpHeader> ours = known(to);
        for (HttpField field : from) {
            if (UpstreamHeaders.isPrivate(field, namedByConnection) || ReportParser.isForBalancersOnly(field)) {
                continue;
            }
            if (field.getHeader() != null && ours.remove(field.getHeader())) {
                to.put(field);
            } else {
                to.add(field);
            }
        }
    }

    private static EnumSet<HttpHeader> known(HttpFields fields) {
        EnumSet<HttpHeader> known = EnumSet.noneOf(HttpHeader.class);
        for (HttpField field : fields) {
            if (field.getHeader() != null) {
                known.add(field.getHeader());
            }
        }
        return known;
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
