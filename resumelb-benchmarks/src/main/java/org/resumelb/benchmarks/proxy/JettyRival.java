package org.resumelb.benchmarks.proxy;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.proxy.BalancerServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;

/**
 * One proxy of Jetty in a process of its own: {@code stock}, {@code balancer}, {@code resumelb} or {@code watched}, which is
 * that too, each in a server that is put together as a Jetty base does it. The system property {@code classifier} is the
 * XML of another classifier than by host. Says its port, then for each line that it reads what it needs of memory, or the
 * bytes that its threads have allocated; ends when there is nothing more to read.
 */
public final class JettyRival {
    private static final int MAX_HEAD_BYTES = 96 * 1_024;

    private JettyRival() {}

    /** Arguments: the kind, and the workers' URLs. */
    public static void main(String[] arguments) throws Exception {
        String kind = arguments[0];
        HttpConfiguration http = new HttpConfiguration();
        boolean own = !kind.equals("stock") && !kind.equals("balancer");
        // As modules/resumelb.mod has it.
        Server server = new Server(null, null, own ? new ArrayByteBufferPool(0, 4_096, MAX_HEAD_BYTES) : null);
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandler context = own ? loadBalancer(http, arguments[1]) : servlet(kind, arguments[1]);
        server.setHandler(new ContextHandlerCollection(context));
        server.setDefaultHandler(new DefaultHandler());
        server.start();
        System.out.println("port " + connector.getLocalPort());
        answerQuestions();
        server.stop();
    }

    private static ContextHandler loadBalancer(HttpConfiguration http, String worker) throws IOException {
        Path base = Files.createTempDirectory("resumelb");
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"),
                System.getProperty("classifier", "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>"));
        // As modules/resumelb.mod has it.
        http.setOutputAggregationSize(0);
        http.setMaxResponseHeaderSize(MAX_HEAD_BYTES);
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHeaderCacheSize(0);
        Map<String, String> properties = new HashMap<>(Map.of("resumelb.workers", worker, "resumelb.admin.port", "-1"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("resumelb."))
                .forEach(name -> properties.put(name, System.getProperty(name)));
        return new LoadBalancerContext(SettingsReader.read(properties, base));
    }

    private static ContextHandler servlet(String kind, String worker) {
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder =
                new ServletHolder(kind.equals("stock") ? new AsyncProxyServlet.Transparent() : new BalancerServlet());
        holder.setInitParameter("proxyTo", worker);
        holder.setInitParameter("balancerMember.a.proxyTo", worker);
        holder.setInitParameter("maxConnections", "1024");
        holder.setInitParameter("preserveHost", "true");
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        return context;
    }

    private static void answerQuestions() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(line.equals("memory") ? memory() : "" + allocatedBytes());
        }
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Heap in use after a full collection, and direct memory, in bytes. */
    private static String memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + " " + direct;
    }
}
