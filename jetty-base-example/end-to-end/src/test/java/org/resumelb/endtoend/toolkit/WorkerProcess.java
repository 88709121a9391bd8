package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.resumelb.endtoend.webapp.ObedientServlet;

/** A worker that runs {@link ObedientServlet} as its root webapp, always on the same port. */
public final class WorkerProcess {
    /** Quick to start: a worker has little to do here. */
    static final List<String> JVM_ARGUMENTS =
            List.of("-Xmx160m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final String FILTER = """
              <filter>
                <filter-name>resume</filter-name>
                <filter-class>org.resumelb.servlet.ResumeFilter</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping>
                <filter-name>resume</filter-name>
                <url-pattern>/*</url-pattern>
                <dispatcher>REQUEST</dispatcher>
              </filter-mapping>
            """;

    private static final String WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
            %s  <servlet>
                <servlet-name>obedient</servlet-name>
                <servlet-class>%s</servlet-class>
                <load-on-startup>1</load-on-startup>
                <async-supported>true</async-supported>
              </servlet>
              <servlet-mapping>
                <servlet-name>obedient</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private static final String JETTY_WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
              <Get name="servletHandler">
                <Set name="decodeAmbiguousURIs">true</Set>
              </Get>
            </Configure>
            """;

    private final JettyProcess process;
    private final int port = FreePorts.next();

    WorkerProcess(JettyProcess process, boolean filtered) {
        this.process = process;
        try {
            deploy(process.base().resolve("webapps/ROOT/WEB-INF"), filtered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deploy(Path webInf, boolean filtered) throws IOException {
        Path lib = Files.createDirectories(webInf.resolve("lib"));
        if (filtered) {
            Files.copy(Installation.filter(), lib.resolve("resumelb-servlet-filter.jar"));
        }
        Path source = Installation.classFile(ObedientServlet.class);
        String name = ObedientServlet.class.getName();
        Path target = webInf.resolve("classes").resolve(name.replace('.', '/') + ".class");
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(source, target);
        Files.writeString(webInf.resolve("jetty-web.xml"), JETTY_WEB_XML);
        Files.writeString(webInf.resolve("web.xml"), WEB_XML.formatted(filtered ? FILTER : "", name));
    }

    /** Starts it, without waiting. */
    public WorkerProcess start() {
        try {
            process.start(List.of(
                    "jetty.http.host=127.0.0.1",
                    "jetty.http.port=" + port,
                    "jetty.deploy.scanInterval=0",
                    "jetty.httpConfig.uriCompliance=UNSAFE",
                    // The last: what comes after a module of an environment belongs to that environment.
                    "--module=http,ee10-deploy"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves. */
    public WorkerProcess awaitStarted() {
        process.awaitListening(port);
        return this;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        process.kill();
    }

    /** Its name in the pool, as well as what its answers bear in the header {@code X-Worker}. */
    public String name() {
        return "127.0.0.1:" + port;
    }

    /** Where it is. */
    public String url() {
        return "http://" + name();
    }
}
