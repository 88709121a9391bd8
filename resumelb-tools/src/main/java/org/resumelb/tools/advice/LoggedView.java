package org.resumelb.tools.advice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestView;

/** A request as far as an access log describes it; records whether more was asked for. Used by one thread. */
final class LoggedView implements RequestView {
    private final Target target;
    private boolean askedForMore;

    LoggedView(Target target) {
        this.target = target;
    }

    /** Whether a classifier asked for something that no log contains: a header, a cookie, the peer. */
    boolean askedForMore() {
        return askedForMore;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String host() {
        return target.host();
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public String pathInfo() {
        byte[] path = path().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(path.length);
        for (int i = 0; i < path.length; i++) {
            int value = path[i] == '%' && i + 2 < path.length ? hex(path[i + 1], path[i + 2]) : -1;
            decoded.write(value < 0 ? path[i] : value);
            i += value < 0 ? 0 : 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    @Override
    public @Nullable String query() {
        int query = target.target().indexOf('?');
        return query < 0 ? null : target.target().substring(query + 1);
    }

    @Override
    public @Nullable String header(String name) {
        if (name.equalsIgnoreCase("Host")) {
            return host();
        }
        askedForMore = true;
        return null;
    }

    @Override
    public @Nullable String cookie(String name) {
        askedForMore = true;
        return null;
    }

    @Override
    public String remoteAddress() {
        askedForMore = true;
        return "";
    }
}
