package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A webapp that becomes a worker by the jar in {@code WEB-INF/lib} alone. */
@Timeout(300)
final class DroppedJarTest {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              %s
              <filter>
                <filter-name>login</filter-name>
                <filter-class>org.resumelb.servlet.DroppedJarTest$Login</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping>
                <filter-name>login</filter-name>
                <url-pattern>/*</url-pattern>
              </filter-mapping>
              <servlet>
                <servlet-name>app</servlet-name>
                <servlet-class>org.resumelb.servlet.DroppedJarTest$Page</servlet-class>
                <async-supported>true</async-supported>
              </servlet>
              <servlet-mapping>
                <servlet-name>app</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private static final String DECLARED = """
            <filter>
              <filter-name>mine</filter-name>
              <filter-class>org.resumelb.servlet.ResumeFilter</filter-class>
              <async-supported>true</async-supported>
              <init-param><param-name>managementPath</param-name><param-value>/mine</param-value></init-param>
            </filter>
            <filter-mapping><filter-name>mine</filter-name><url-pattern>/*</url-pattern></filter-mapping>
            """;

    /** Kept, as a logger that nobody holds forgets its level. */
    private static final Logger TOMCATS = Logger.getLogger("org.apache");

    static {
        TOMCATS.setLevel(Level.OFF);
    }

    @TempDir
    Path directory;

    private ServletContainer.@Nullable Running running;

    @AfterEach
    void stop() throws Exception {
        ServletContainer.Running started = running;
        if (started != null) {
            started.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFilterStandsBeforeAllOthersAndMeasures(Container container) throws Exception {
        WorkerProbe worker = deploy(container, "");
        // The login filter would answer 403.
        assertEquals(1, worker.resume().path("format").asInt());
        assertEquals(200, worker.get("/page?login", "news"));
        assertEquals(200, worker.get("/async?login", "news"));
        JsonNode resume =
                worker.resumeWhen(json -> json.at("/classes/news/requests").asInt() == 2);
        assertEquals(2, resume.path("generation").asInt());
        try (WorkerProbe.Events events = worker.events()) {
            assertEquals("resume", events.next().name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeclaredFilterIsTheOnlyOne(Container container) throws Exception {
        WorkerProbe worker = deploy(container, DECLARED);
        assertEquals(403, worker.get("/.resumelb/resume", "news"));
        assertEquals(200, worker.send(worker.request("/mine/resume")).statusCode());
        worker.get("/page?login", "news");
        assertEquals("mine", worker.send(worker.request("/filters?login")).body());
    }

    @ParameterizedTest
    @EnumSource
    void aContextParameterKeepsItOut(Container container) throws Exception {
        WorkerProbe worker = deploy(container, parameter("org.resumelb.autoRegister", "false"));
        assertEquals(403, worker.get("/.resumelb/resume", "news"));
        assertEquals("", worker.send(worker.request("/filters?login")).body());
    }

    @ParameterizedTest
    @EnumSource
    void itsParametersAreContextParametersOrSystemProperties(Container container) throws Exception {
        System.setProperty("org.resumelb.managementPath", "/elsewhere");
        try {
            WorkerProbe worker = deploy(container, parameter("org.resumelb.token", "s3cret"));
            assertEquals(401, worker.send(worker.request("/elsewhere/resume")).statusCode());
            worker.show("s3cret");
            assertEquals(200, worker.send(worker.request("/elsewhere/resume")).statusCode());
        } finally {
            System.clearProperty("org.resumelb.managementPath");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aParameterThatDoesNotExistStopsTheWebapp(Container container) {
        String misspelt = parameter("org.resumelb.tokenfile", "token");
        assertThrows(Exception.class, () -> deploy(container, misspelt));
    }

    @ParameterizedTest
    @EnumSource
    void aSenselessAnswerToWhetherItIsWantedStopsTheWebapp(Container container) {
        assertThrows(Exception.class, () -> deploy(container, parameter("org.resumelb.autoRegister", "no")));
    }

    private static String parameter(String name, String value) {
        return "<context-param><param-name>" + name + "</param-name><param-value>" + value
                + "</param-value></context-param>";
    }

    private WorkerProbe deploy(Container container, String declarations) throws Exception {
        Path webInf = Files.createDirectories(directory.resolve("webapp/WEB-INF"));
        Files.writeString(webInf.resolve("web.xml"), WEB_XML.formatted(declarations));
        Path classes = Path.of(ResumeFilter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(Files.isDirectory(classes), "the filter's classes, as compiled");
        pack(classes, Files.createDirectories(webInf.resolve("lib")).resolve("resumelb-servlet-filter.jar"));
        ServletContainer.Running started = container.start(directory.resolve("webapp"), directory.resolve("work"));
        running = started;
        return new WorkerProbe(started.port());
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            Files.walkFileTree(classes, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    packed.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, packed);
                    packed.closeEntry();
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    /** Lets nobody in who does not say so. */
    public static final class Login extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if ("login".equals(request.getQueryString())) {
                chain.doFilter(request, response);
            } else {
                response.setStatus(403);
            }
        }
    }

    /** A page, also asynchronous; or which résumé filters there are. */
    public static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getPathInfo().equals("/async")) {
                request.startAsync().start(() -> request.getAsyncContext().complete());
            } else if (request.getPathInfo().equals("/filters")) {
                String[] names = getServletContext().getFilterRegistrations().values().stream()
                        .filter(filter -> filter.getClassName().equals("org.resumelb.servlet.ResumeFilter"))
                        .map(filter -> filter.getName())
                        .toArray(String[]::new);
                response.getWriter().write(String.join(",", names));
            }
        }
    }

    /** Containers that look for initializers. */
    enum Container {
        JETTY {
            @Override
            ServletContainer.Running start(Path webapp, Path work) throws Exception {
                Server server = new Server();
                ServerConnector connector = new ServerConnector(server);
                connector.setHost("127.0.0.1");
                server.addConnector(connector);
                WebAppContext context = new WebAppContext(webapp.toString(), "/");
                context.addConfiguration(new AnnotationConfiguration());
                context.setTempDirectory(work.toFile());
                context.setThrowUnavailableOnStartupException(true);
                server.setHandler(context);
                try {
                    server.start();
                } catch (Exception e) {
                    server.stop();
                    throw e;
                }
                return new ServletContainer.Running(connector.getLocalPort(), server::stop);
            }
        },

        TOMCAT {
            @Override
            ServletContainer.Running start(Path webapp, Path work) throws Exception {
                Tomcat tomcat = new Tomcat();
                tomcat.setBaseDir(Files.createDirectories(work).toString());
                Connector connector = new Connector();
                connector.setPort(0);
                connector.setProperty("address", "127.0.0.1");
                tomcat.setConnector(connector);
                StandardContext context = new StandardContext();
                context.setParentClassLoader(DroppedJarTest.class.getClassLoader());
                context.setPath("");
                context.setDocBase(webapp.toString());
                StandardJarScanner scanner = new StandardJarScanner();
                // Looking for annotations and fragments in all jars of this test takes its time.
                scanner.setScanClassPath(false);
                context.setJarScanner(scanner);
                ContextConfig config = new ContextConfig();
                config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
                context.addLifecycleListener(config);
                tomcat.getHost().addChild(context);
                tomcat.start();
                if (context.getState() != LifecycleState.STARTED) {
                    stop(tomcat);
                    throw new IllegalStateException("the webapp did not start");
                }
                return new ServletContainer.Running(connector.getLocalPort(), () -> stop(tomcat));
            }

            private void stop(Tomcat tomcat) throws LifecycleException {
                tomcat.stop();
                tomcat.destroy();
            }
        };

        abstract ServletContainer.Running start(Path webapp, Path work) throws Exception;
    }
}
