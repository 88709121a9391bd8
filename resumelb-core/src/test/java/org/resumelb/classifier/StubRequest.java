package org.resumelb.classifier;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request made up of named attributes: a plain source's name, or {@code header:name} and {@code cookie:NAME}. */
final class StubRequest implements RequestView {
    private final Map<String, String> attributes = new HashMap<>();

    StubRequest with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    private String required(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    @Override
    public String method() {
        return required("method");
    }

    @Override
    public @Nullable String host() {
        return attributes.get("host");
    }

    @Override
    public String path() {
        return required("path");
    }

    @Override
    public String pathInfo() {
        return required("pathInfo");
    }

    @Override
    public @Nullable String query() {
        return attributes.get("query");
    }

    @Override
    public @Nullable String header(String name) {
        return attributes.get("header:" + name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String cookie(String name) {
        return attributes.get("cookie:" + name);
    }

    @Override
    public String remoteAddress() {
        return required("remoteAddress");
    }
}
