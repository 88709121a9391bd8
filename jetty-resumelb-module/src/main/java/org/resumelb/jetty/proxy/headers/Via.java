package org.resumelb.jetty.proxy.headers;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What a load balancer says of itself in {@code Via} (RFC 9110, section 7.6.3), made once for each version. Immutable. */
public final class Via {
    private final Map<HttpVersion, HttpField> fields = new EnumMap<>(HttpVersion.class);

    /** Makes what a load balancer of this name says. */
    public Via(String name) {
        Arrays.stream(HttpVersion.values())
                .forEach(version -> fields.put(
                        version,
                        new PreEncodedHttpField(
                                HttpHeader.VIA, version.asString().substring("HTTP/".length()) + " " + name)));
    }

    /** Of a request that came in a version. */
    HttpField of(HttpVersion version) {
        return Objects.requireNonNull(fields.get(version));
    }
}
