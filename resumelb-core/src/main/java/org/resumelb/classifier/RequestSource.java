package org.resumelb.classifier;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The attribute of a request that an expression is applied to, as named in configuration. Immutable. */
final class RequestSource {
    private static final String EXPECTED =
            "expected: one of host, path, pathInfo, query, header:NAME, cookie:NAME, method, remoteAddress";

    private static final Map<String, Reader> PLAIN = Map.of(
            "host", RequestView::host,
            "path", RequestView::path,
            "pathInfo", RequestView::pathInfo,
            "query", RequestView::query,
            "method", RequestView::method,
            "remoteAddress", RequestView::remoteAddress);

    private final String name;
    private final Reader reader;

    private RequestSource(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
    }

    static RequestSource parse(String name) {
        return new RequestSource(name, reader(name));
    }

    private static Reader reader(String name) {
        Reader plain = PLAIN.get(name);
        if (plain != null) {
            return plain;
        }
        if (name.startsWith("header:")) {
            return named(name, "header:", header -> request -> request.header(header));
        }
        if (name.startsWith("cookie:")) {
            return named(name, "cookie:", cookie -> request -> request.cookie(cookie));
        }
        throw unknown(name);
    }

    private static Reader named(String source, String prefix, Function<String, Reader> reader) {
        String name = source.substring(prefix.length());
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw unknown(source);
        }
        return reader.apply(name);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("source: " + name + " (" + EXPECTED + ")");
    }

    @Nullable
    String read(RequestView request) {
        return reader.read(request);
    }

    @Override
    public String toString() {
        return name;
    }

    private interface Reader {
        @Nullable
        String read(RequestView request);
    }
}
