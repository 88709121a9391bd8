package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, paths and headers of the admin pages. */
class AdminHttpTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final TestAdministration balancer = stage.balancer();

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:1", "%5B::1%5D:1", "[::1]%3A1"})
    void aWorkerWithAnIpv6AddressIsNamedAsItIsListed(String name) throws Exception {
        balancer.connect("http://[::1]:1", Map.of());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), stage.port())) {
            String request =
                    "POST /workers/" + name + "/drain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.endsWith("{\"drained\":\"[::1]:1\"}\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/status/",
                "/workers",
                "/workers/one:1",
                "/workers/one:1/delete",
                "/classifier",
                "/health"
            })
    void anyOtherPathIs404(String path) throws Exception {
        assertEquals(404, stage.get(path).statusCode());
        assertEquals(404, stage.post(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/health/live", "/health/ready", "/explain?class=a"})
    void pagesAreForReading(String path) throws Exception {
        HttpResponse<String> answer = stage.post(path);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void answersAreJsonThatNobodyKeeps() throws Exception {
        for (String path : List.of("/status", "/nothing", "/health/ready")) {
            HttpResponse<String> answer = stage.get(path);
            assertEquals(
                    "application/json",
                    answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
            assertTrue(answer.headers().firstValue("Server").isEmpty());
            json(answer);
        }
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        HttpResponse<String> answer = stage.head("/status");
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    void textOfUsersIsQuoted() throws Exception {
        balancer.connect("http://one:1", Map.of("\"\n</script>é", 1.0));
        assertEquals(
                "\"\n</script>é",
                json(stage.get("/explain?class=%22%0A%3C/script%3E%C3%A9"))
                        .get("class")
                        .textValue());
        assertNull(json(stage.get("/status")).get("</script>"));
    }
}
