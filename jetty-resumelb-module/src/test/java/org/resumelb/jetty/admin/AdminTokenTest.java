package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.settings.Settings;

/** Who has to show the token for what. */
class AdminTokenTest {
    private static final String DRAIN = "/workers/one:1/drain";
    private static final String TOKEN = "s3cret:with=signs";

    @RegisterExtension
    private final AdminStage loopback = stage("127.0.0.1", TOKEN, false);

    @RegisterExtension
    private final AdminStage open = stage("0.0.0.0", TOKEN, false);

    @RegisterExtension
    private final AdminStage readOnly = stage("0.0.0.0", null, true);

    private static AdminStage stage(String host, @Nullable String token, boolean readOnly) {
        return new AdminStage(new Settings.Admin(host, 0, token, readOnly, Set.of()));
    }

    @BeforeEach
    void aWorkerServes() {
        List.of(loopback, open, readOnly).forEach(stage -> stage.balancer().connect("http://one:1", Map.of()));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer s3cret", "bearer s3cret:with=signs2"})
    void aWrongTokenChangesNothing(String credentials) throws Exception {
        HttpResponse<String> answer = loopback.post(DRAIN, "Authorization", credentials);
        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElseThrow().startsWith("Basic realm="));
        assertFalse(answer.body().contains("s3cret"), answer::body);
        assertEquals(401, loopback.post(DRAIN).statusCode());
        assertEquals(
                401,
                loopback.post(DRAIN, "Authorization", basic("x:" + credentials)).statusCode());
        assertEquals(401, loopback.post(DRAIN, "Authorization", "Basic ?").statusCode());
        assertEquals(1, loopback.balancer().pool().servingWorkers());
    }

    @Test
    void programsShowItAsBearerAndBrowsersAsAPassword() throws Exception {
        assertEquals(
                200, loopback.post(DRAIN, "Authorization", "Bearer " + TOKEN).statusCode());
        assertEquals(
                200,
                loopback.post("/workers/one:1/undrain", "Authorization", basic("me:" + TOKEN))
                        .statusCode());
    }

    @Test
    void onLoopbackReadingIsFree() throws Exception {
        assertEquals(200, loopback.get("/status").statusCode());
    }

    @Test
    void elsewhereOnlyHealthIs() throws Exception {
        for (String path : List.of("/status", "/explain?class=a", "/", "/nothing")) {
            assertEquals(401, open.get(path).statusCode(), path);
        }
        assertEquals(200, open.get("/health/live").statusCode());
        assertEquals(200, open.get("/health/ready").statusCode());
        assertEquals(
                200, open.get("/status", "Authorization", "Bearer " + TOKEN).statusCode());
        assertEquals(401, open.post(DRAIN).statusCode());
    }

    @Test
    void whoMayOnlyReadChangesNothing() throws Exception {
        assertEquals(200, readOnly.get("/status").statusCode());
        for (String path : List.of(DRAIN, "/classifier/reload")) {
            HttpResponse<String> answer = readOnly.post(path);
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("resumelb.admin.readOnly"), answer::body);
        }
        assertEquals(1, readOnly.balancer().pool().servingWorkers());
    }
}
