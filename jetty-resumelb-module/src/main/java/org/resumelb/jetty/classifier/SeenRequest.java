package org.resumelb.jetty.classifier;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.CookieCompliance;
import org.eclipse.jetty.http.CookieParser;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestView;

/** A classified request, as another classifier would see it. Immutable. */
public record SeenRequest(
        String method,
        @Nullable String host,
        String path,
        String pathInfo,
        @Nullable String query,
        HttpFields headers,
        String remoteAddress)
        implements RequestView {
    private static final int MAX_HEADERS_LENGTH = 16_384;

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        // The first of a name counts, as it does for the request itself.
        AtomicReference<String> found = new AtomicReference<>();
        CookieParser parser = CookieParser.newParser(
                (cookie, value, version, domain, path, comment) -> {
                    if (cookie.equals(name)) {
                        found.compareAndSet(null, value);
                    }
                },
                CookieCompliance.RFC6265,
                null);
        headers.getValuesList(HttpHeader.COOKIE).forEach(parser::parseField);
        return found.get();
    }

    /** Whether it is small enough to keep. */
    boolean isOfModestSize() {
        int length = path.length();
        for (HttpField field : headers) {
            String value = field.getValue();
            length += value == null ? 0 : value.length();
        }
        return length <= MAX_HEADERS_LENGTH;
    }

    /** For people: without headers, which may contain secrets, and without the query. */
    @Override
    public String toString() {
        return method + " " + (host == null ? "" : host) + path;
    }
}
