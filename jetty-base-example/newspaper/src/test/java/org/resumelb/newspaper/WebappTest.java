package org.resumelb.newspaper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.newspaper.archive.Page;

/** The webapp's servlets on a real server, with a real database. */
final class WebappTest {
    private static final String DATABASE = "jdbc:h2:mem:webapp;DB_CLOSE_DELAY=-1";

    /** Filled by the filter, perhaps after the client has its answer. */
    private final BlockingQueue<Object> missNanos = new LinkedBlockingQueue<>();

    private final HttpClient client = new HttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        Archive archive = new Archive();
        for (String target : new String[] {"/", "/sport/", "/sport/cup.jsp?id=7", "/caf%C3%A9;x=1"}) {
            archive.add(Page.of("a.example", target));
        }
        try (Connection connection = DriverManager.getConnection(DATABASE)) {
            archive.write(connection);
        }
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context(DATABASE, "100"));
        server.start();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        server.stop();
        try (Connection connection = DriverManager.getConnection(DATABASE)) {
            connection.createStatement().execute("SHUTDOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sport/", "/sport/cup.jsp?id=7", "/caf%C3%A9;x=1"})
    void eachPageOfTheLogIsServed(String target) throws Exception {
        ContentResponse response = get("a.example", target);
        assertEquals(200, response.getStatus());
        assertEquals("text/html;charset=utf-8", response.getHeaders().get(HttpHeader.CONTENT_TYPE));
        assertTrue(response.getContentAsString().contains("The a.example Herald"), response.getContentAsString());
    }

    @Test
    void theHostIsFoundInAnyCase() throws Exception {
        assertEquals(200, get("A.Example", "/").getStatus());
    }

    @Test
    void whatIsInNoArchiveIsNotFound() throws Exception {
        assertEquals(404, get("a.example", "/other").getStatus());
        assertEquals(404, get("b.example", "/").getStatus());
    }

    @Test
    void filtersSeeHowLongTheMissesTook() throws Exception {
        get("a.example", "/sport/");
        get("a.example", "/sport/");
        assertTrue(missNanos.poll(60, TimeUnit.SECONDS) instanceof Long nanos && nanos > 0);
        assertEquals(0L, missNanos.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void statsTellWhatHasBeenCounted() throws Exception {
        get("a.example", "/sport/");
        get("a.example", "/sport/");
        assertEquals(
                "{\"requests\":2,\"lookups\":4,\"loads\":2,\"capacity\":100,\"cached\":2}",
                get("any.example", "/newspaper-stats").getContentAsString());
        long id = Page.of("a.example", "/").siteId();
        String ids = get("any.example", "/newspaper-stats?ids").getContentAsString();
        assertTrue(ids.contains("\"ids\":[") && ids.contains(String.valueOf(id)), ids);
    }

    @Test
    void deletingTheStatsMakesTheWorkerForget() throws Exception {
        get("a.example", "/sport/");
        ContentResponse response = client.newRequest("127.0.0.1", connector.getLocalPort())
                .method(HttpMethod.DELETE)
                .path("/newspaper-stats")
                .send();
        assertEquals(204, response.getStatus());
        assertEquals(
                "{\"requests\":0,\"lookups\":0,\"loads\":0,\"capacity\":100,\"cached\":0}",
                get("any.example", "/newspaper-stats").getContentAsString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "many", ""})
    void aSenselessCacheSizeStopsTheStart(String size) {
        assertStopsTheStart(context(DATABASE, size), "newspaper.cache");
    }

    @Test
    void aMissingDatabaseStopsTheStart() {
        assertStopsTheStart(context("", "100"), "newspaper.database");
    }

    private static void assertStopsTheStart(ServletContextHandler context, String parameter) {
        Server other = new Server();
        other.setHandler(context);
        Exception e = assertThrows(Exception.class, other::start);
        assertTrue(String.valueOf(e.getMessage()).contains(parameter), String.valueOf(e));
    }

    private ContentResponse get(String host, String target) throws Exception {
        return client.newRequest("127.0.0.1", connector.getLocalPort())
                .path(target)
                .headers(headers -> headers.put(HttpHeader.HOST, host))
                .send();
    }

    private ServletContextHandler context(String database, String cache) {
        ServletContextHandler context = new ServletContextHandler();
        context.setInitParameter("newspaper.database", database);
        context.setInitParameter("newspaper.cache", cache);
        context.addEventListener(new NewspaperListener());
        context.addFilter(new FilterHolder(new MissFilter()), "/sport/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(PageServlet.class, "/*");
        context.addServlet(StatsServlet.class, "/newspaper-stats");
        return context;
    }

    private final class MissFilter extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
            missNanos.add(request.getAttribute("org.resumelb.missNanos"));
        }
    }
}
