package org.resumelb.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortFailureTest {
    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortThatIsTakenIsToldInOneLineWithItsProperty(boolean tls) throws Exception {
        Server server = new Server();
        server.addEventListener(new PortFailure(told::add));
        ServerConnector free = new ServerConnector(server);
        free.setHost("127.0.0.1");
        server.addConnector(free);
        ServerConnector connector = tls
                ? new ServerConnector(
                        server,
                        new SslConnectionFactory(new SslContextFactory.Server(), "http/1.1"),
                        new HttpConnectionFactory())
                : new ServerConnector(server);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connector.setHost("127.0.0.1");
            connector.setPort(taken.getLocalPort());
            server.addConnector(connector);

            assertThrows(IOException.class, server::start);

            assertEquals(
                    List.of((tls ? "jetty.ssl.port: " : "jetty.http.port: ") + taken.getLocalPort()
                            + " (expected: a free port of 127.0.0.1): Address already in use"),
                    told);
        } finally {
            server.stop();
        }
    }

    @Test
    void otherFailuresAreLeftToJetty() throws Exception {
        Server server = new Server();
        server.addEventListener(new PortFailure(told::add));
        server.addBean(new AbstractLifeCycle() {
            @Override
            protected void doStart() throws Exception {
                throw new IOException("no such file");
            }
        });

        assertThrows(IOException.class, server::start);

        assertEquals(List.of(), told);
    }
}
