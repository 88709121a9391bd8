package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.that;

/** What a worker is told of how the client came. */
final class SchemeCheck {
    private SchemeCheck() {}

    /** All that is said of the scheme is that it was http. */
    static void isPlain(Message request) {
        that(request.values("X-Forwarded-Proto").stream().allMatch("http"::equals), "proto: " + request.head());
        that(
                request.values("Forwarded").stream()
                        .flatMap(value -> java.util.Arrays.stream(value.split("[;,]", -1)))
                        .map(String::strip)
                        .filter(pair -> pair.startsWith("proto="))
                        .allMatch("proto=http"::equals),
                "proto: " + request.head());
    }
}
