package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ClientConnector;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.settings.Settings;

/** The clients' settings once they run; starting them changes some. */
class ClientsTest {
    private static final Settings.Upstream SETTINGS =
            new Settings.Upstream(3, 4_001, 5_001, 6_001, new Settings.Tls(null, null, true));

    @Test
    void bothClientsConnectWithinTheTimeSet() throws Exception {
        assertEquals(Duration.ofMillis(4_001), connectTimeout(Clients.upstream(SETTINGS)));
        assertEquals(Duration.ofMillis(4_001), connectTimeout(Clients.resumes(SETTINGS)));
    }

    private static Duration connectTimeout(HttpClient client) throws Exception {
        client.start();
        try {
            return client.getContainedBeans(ClientConnector.class)
                    .iterator()
                    .next()
                    .getConnectTimeout();
        } finally {
            client.stop();
        }
    }
}
