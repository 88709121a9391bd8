package org.resumelb.jetty.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Connectors on the loopback address, such as Jetty's modules http, http2c, https and http2 make them. */
final class TestConnectors {
    static final String PASSWORD = "changeit";

    private TestConnectors() {}

    /** As the module resumelb wants it. */
    static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setOutputAggregationSize(0);
        http.setMaxResponseHeaderSize(96 * 1024);
        http.setHeaderCacheSize(0);
        return http;
    }

    /** HTTP/1.1, and HTTP/2 for those who know. */
    static ServerConnector plain(Server server, HttpConfiguration http) {
        return onLoopback(
                new ServerConnector(
                        server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)),
                server);
    }

    /** HTTP/2 and HTTP/1.1 over TLS. */
    static ServerConnector tls(Server server, HttpConfiguration http, Path keyStore) {
        return tls(server, http, keyStore, null);
    }

    /** The same; clients need a certificate that is in another store, if there is one. */
    static ServerConnector tls(Server server, HttpConfiguration http, Path keyStore, @Nullable Path clients) {
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(keyStore.toString());
        ssl.setKeyStorePassword(PASSWORD);
        if (clients != null) {
            ssl.setTrustStorePath(clients.toString());
            ssl.setTrustStorePassword(PASSWORD);
            ssl.setNeedClientAuth(true);
        }
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return onLoopback(
                new ServerConnector(
                        server,
                        1,
                        1,
                        new SslConnectionFactory(ssl, alpn.getProtocol()),
                        alpn,
                        new HTTP2ServerConnectionFactory(https),
                        new HttpConnectionFactory(https)),
                server);
    }

    private static ServerConnector onLoopback(ServerConnector connector, Server server) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        return connector;
    }

    /** A key with a certificate for a name, in a PKCS12 file that is truststore as well; new if there is none for it yet. */
    static Path keyStore(Path folder, String subjectAlternativeName) throws Exception {
        Path file = folder.resolve(subjectAlternativeName.replaceAll("[^a-z0-9]", "-") + ".p12");
        if (Files.exists(file)) {
            return file;
        }
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "worker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=worker",
                        "-ext",
                        "SAN=" + subjectAlternativeName,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError(
                    "keytool: " + new String(keytool.getInputStream().readAllBytes(), UTF_8));
        }
        return file;
    }
}
