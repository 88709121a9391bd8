package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.settings.Settings;

class AdminServerTest {
    @Test
    void aPortThatIsTakenIsToldWithItsProperty(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("c.xml"), "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            AdminServer server = new AdminServer(
                    new Settings.Admin("127.0.0.1", port), new TestAdministration(new AtomicLong(), file));
            var error = assertThrows(IOException.class, server::start);
            String message = String.valueOf(error.getMessage());
            assertEquals(1, message.lines().count());
            assertTrue(
                    message.startsWith("resumelb.admin.port: " + port + " (expected: a free port of 127.0.0.1, or -1"),
                    message);
        }
    }
}
