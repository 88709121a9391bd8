package org.resumelb.jetty.siege;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;

/** The load balancer, configured as the module does, for HTTP/1.1 and HTTP/2 without TLS. */
final class Besieged implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector;
    private final LoadBalancerContext context;

    Besieged(Path base, String workers) throws Exception {
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"),
                "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setOutputAggregationSize(0);
        http.setMaxResponseHeaderSize(96 * 1_024);
        http.setHeaderCacheSize(0);
        connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        context = new LoadBalancerContext(
                SettingsReader.read(Map.of("resumelb.workers", workers, "resumelb.admin.port", "-1"), base));
        server.setHandler(context);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    LoadBalancer balancer() {
        return context.loadBalancer();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
