package org.resumelb.jetty.testing;

import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestView;

/** Requests for classifiers to name. */
public final class Requests {
    private Requests() {}

    /** A GET of a path at a host. */
    public static RequestView get(String host, String path) {
        return new Get(host, path);
    }

    private record Get(String host, String path) implements RequestView {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String pathInfo() {
            return path;
        }

        @Override
        public @Nullable String query() {
            return null;
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public @Nullable String cookie(String name) {
            return null;
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }
}
