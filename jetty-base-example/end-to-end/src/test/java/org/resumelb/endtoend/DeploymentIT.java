package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.FreePorts;
import org.resumelb.endtoend.toolkit.Unpacked;

/** The manual's steps for TLS from clients, with the commands as they stand there, from the archive. */
@Timeout(600)
class DeploymentIT {
    private static final Pattern COMMANDS =
            Pattern.compile("(?s)\\*\\*From clients\\.\\*\\*.*?```\\n(?<commands>.*?)```");

    private final int tlsPort = FreePorts.next();

    @Test
    void aKeyStoreThatIsReplacedAsTheManualSaysIsUsedWithoutARestart() throws Exception {
        Unpacked distribution = new Unpacked();
        Path base = distribution.folder().resolveSibling("tls base");
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(base.resolve("password"), "storepassword");
        assumeTrue(sh(base, "command -v openssl") == 0, "skipped: openssl is not installed");
        String manual = Files.readString(distribution.folder().resolve("docs/deployment.md"));
        installCertificate(base, manual, "first.example");
        try {
            Unpacked.Run start = distribution.run(
                    "start",
                    "--background",
                    "--add-modules=https,http2,ssl-reload",
                    "--base=" + base,
                    "--port=" + FreePorts.next(),
                    "--admin-port=" + FreePorts.next(),
                    "jetty.ssl.port=" + tlsPort,
                    "jetty.sslContext.keyStorePath=etc/keystore.p12",
                    "jetty.sslContext.keyStorePassword=storepassword",
                    "jetty.sslContext.reload.scanInterval=1");
            assertEquals(0, start.exitCode(), start.output());
            assertEquals("CN=first.example", servedName());
            installCertificate(base, manual, "second.example");
            Await.until(
                    "the new one is served",
                    Duration.ofMinutes(1),
                    () -> servedName().equals("CN=second.example"));
        } finally {
            distribution.run("stop", "--base", base.toString());
        }
    }

    private static void installCertificate(Path base, String manual, String name) throws Exception {
        assertEquals(
                0,
                sh(
                        base,
                        "openssl req -x509 -newkey rsa:2048 -nodes -keyout privkey.pem -out fullchain.pem -days 2"
                                + " -subj /CN=" + name));
        Matcher found = COMMANDS.matcher(manual);
        assertTrue(found.find(), "docs/deployment.md has commands for a key store");
        assertEquals(0, sh(base, found.group("commands")));
    }

    private static int sh(Path folder, String commands) throws Exception {
        return new ProcessBuilder(List.of("sh", "-euc", commands))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("commands.log").toFile())
                .start()
                .waitFor();
    }

    /** Whose certificate is served; empty if none is. */
    private String servedName() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tlsPort)) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        } catch (IOException e) {
            return "";
        }
    }

    /** The certificates are made for this test. */
    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
