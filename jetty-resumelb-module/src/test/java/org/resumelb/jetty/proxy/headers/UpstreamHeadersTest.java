package org.resumelb.jetty.proxy.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers pass a load balancer. */
class UpstreamHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Transfer-Encoding",
                "Upgrade",
                "upgrade",
                "Resumelb-Class",
                "resumelb-classifier",
                "RESUMELB-anything",
            })
    void aHeaderOfTheConnectionOrOfOurOwnDoesNotPass(String name) {
        assertTrue(isPrivate(name, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Authorization",
                "Cookie",
                "Content-Length",
                "Content-Type",
                "Accept-Encoding",
                "Expect",
                "X-Resumelb-Class",
                "Resumelb",
                "X-Custom",
                "Trailer",
            })
    void anyOtherHeaderPasses(String name) {
        assertFalse(isPrivate(name, Set.of()));
    }

    @Test
    void aHeaderNamedByConnectionDoesNotPass() {
        Set<String> named = named("close, X-Custom", "Accept-Encoding");
        assertTrue(isPrivate("x-custom", named));
        assertTrue(isPrivate("Accept-Encoding", named));
        assertFalse(isPrivate("X-Other", named));
    }

    @Test
    void connectionNamesAreReadWithoutRegardToCaseAndSpace() {
        assertEquals(Set.of("close", "x-a", "x-b"), named(" close ,\tX-A,, ", "x-B"));
    }

    @Test
    void withoutConnectionNothingIsNamed() {
        assertEquals(Set.of(), UpstreamHeaders.namedByConnection(HttpFields.build()));
    }

    @Test
    void whatDecidesOnTheMessageCannotBeDroppedByAClientsWord() {
        assertEquals(Set.of("close"), named("Host, Content-Length, Content-Type, Cache-Control, close"));
    }

    private static boolean isPrivate(String name, Set<String> namedByConnection) {
        HttpField parsed = HttpFields.build().add(name, "value").getField(0);
        return UpstreamHeaders.isPrivate(parsed, namedByConnection);
    }

    private static Set<String> named(String... connections) {
        HttpFields.Mutable headers = HttpFields.build();
        for (String connection : connections) {
            headers.add("Connection", connection);
        }
        return UpstreamHeaders.namedByConnection(headers);
    }
}
