package org.resumelb.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.resumelb.tools.log.LogEntry;

final class KeptTest {
    @Test
    void aPageOfTheLogIsAskedForWithItsHost() {
        LogEntry page = new LogEntry("GET", "site.example", "/it's?a&b", 0, 0);
        assertEquals(
                "curl -H 'Host: site.example' 'http://127.0.0.1:81/it'\\''s?a&b'",
                Kept.curl(URI.create("http://127.0.0.1:81"), page));
    }
}
