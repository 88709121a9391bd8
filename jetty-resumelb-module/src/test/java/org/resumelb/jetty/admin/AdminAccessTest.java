package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.settings.Settings;

/** What browsers are made to send by pages of others, and by which names the connector is called. */
class AdminAccessTest {
    private static final String DRAIN = "/workers/one:1/drain";

    @RegisterExtension
    private final AdminStage stage =
            new AdminStage(new Settings.Admin("127.0.0.1", 0, null, false, Set.of("admin.example")));

    @BeforeEach
    void aWorkerServes() {
        stage.balancer().connect("http://one:1", Map.of());
    }

    private void assertRefused(String... fields) throws Exception {
        assertEquals(403, stage.raw("POST", DRAIN, fields), () -> String.join(", ", fields));
        assertEquals(1, stage.balancer().pool().servingWorkers(), "nothing was drained");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "admin.example.evil.example",
                "2130706433",
                "127.1",
                "10.0.0.1",
                "[fd00::1]:PORT",
                "one:1"
            })
    void anotherNameReadsAndChangesNothing(String name) throws Exception {
        String host = name.replace("PORT", Integer.toString(stage.port()));
        assertRefused("Host: " + host);
        assertRefused("Host: " + host, "Origin: http://" + host);
        assertRefused("Host: " + host, "Origin: http://" + host, "Sec-Fetch-Site: same-origin");
        assertEquals(403, stage.raw("GET", "/status", "Host: " + host));
        assertEquals(200, stage.raw("GET", "/health/live", "Host: " + host), "which any probe may ask for");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:PORT", "127.0.0.1:PORT", "127.9.9.9", "[::1]:PORT", "Admin.Example"})
    void itsOwnNamesAreKnown(String name) throws Exception {
        String host = name.replace("PORT", Integer.toString(stage.port()));
        assertEquals(200, stage.raw("GET", "/status", "Host: " + host));
        assertEquals(200, stage.raw("POST", DRAIN, "Host: " + host, "Origin: http://" + host));
    }

    @Test
    void whatAPageOfAnotherSiteSendsIsRefused() throws Exception {
        String host = "Host: localhost:" + stage.port();
        for (String site : List.of("cross-site", "same-site", "cross-site, same-origin")) {
            assertRefused(host, "Sec-Fetch-Site: " + site);
            assertRefused(host, "Sec-Fetch-Site: " + site, "Origin: http://localhost:" + stage.port());
        }
        for (String origin :
                List.of("http://evil.example", "null", "http://localhost", "http://localhost:1", "https://localhost")) {
            assertRefused(host, "Origin: " + origin);
        }
        assertEquals(200, stage.raw("POST", DRAIN, host, "Sec-Fetch-Site: same-origin"));
    }

    @Test
    void anotherSiteMayLinkToAPageAndNotFetchIt() throws Exception {
        String host = "Host: localhost";
        String site = "Sec-Fetch-Site: cross-site";
        assertEquals(200, stage.raw("GET", "/status", host, site, "Sec-Fetch-Mode: navigate"));
        assertEquals(403, stage.raw("GET", "/status", host, site, "Sec-Fetch-Mode: no-cors"));
        assertEquals(403, stage.raw("GET", "/status", host, site));
        assertRefused(host, site, "Sec-Fetch-Mode: navigate");
    }

    @Test
    void behindATlsTerminatorItWorks() throws Exception {
        // One that passes on the host it was called by, for browsers of today and older ones.
        String origin = "Origin: https://admin.example";
        assertEquals(200, stage.raw("POST", DRAIN, "Host: admin.example", origin, "Sec-Fetch-Site: same-origin"));
        assertEquals(200, stage.raw("POST", DRAIN, "Host: admin.example", origin));
        // One that calls it by its address.
        assertEquals(200, stage.raw("POST", DRAIN, "Host: 127.0.0.1:8090", origin, "Sec-Fetch-Site: same-origin"));
    }

    @Test
    void aClientWithoutAHostIsNoBrowser() throws Exception {
        assertTrue(stage.raw("GET", "/status", "Host:") < 401);
    }
}
