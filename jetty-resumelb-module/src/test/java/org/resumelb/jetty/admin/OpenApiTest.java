package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.pool.Outcome;

/** Answers are as docs/openapi.json says, field by field. */
class OpenApiTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final JsonNode api;

    OpenApiTest() throws Exception {
        api = new ObjectMapper().readTree(Path.of("../docs/openapi.json").toFile());
    }

    @BeforeEach
    void somethingHasHappened() {
        TestAdministration balancer = stage.balancer();
        balancer.connect("http://one:1", Map.of("news", 1.0));
        balancer.connect("http://two:2", Map.of());
        Objects.requireNonNull(balancer.pool().acquire("news")).close(Outcome.SUCCEEDED);
        balancer.observation().tell("drained", "one:1", "gets nothing new");
        balancer.observation().tell("reloaded", null, "as before");
        LifeCycle.start(balancer.observation());
        balancer.scheduler().advance(10_000);
        LifeCycle.stop(balancer.observation());
    }

    @Test
    void eachPageIsDescribedAndNoOther() throws Exception {
        Set<String> pages = new TreeSet<>();
        json(stage.get("/")).get("pages").forEach(page -> pages.add(page.asText()));
        pages.add("GET /");
        Set<String> described = new TreeSet<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertEquals(pages, described);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, 200",
        "/health/live, /health/live, 200",
        "/health/ready, /health/ready, 200",
        "/status, /status, 200",
        "/config, /config, 200",
        "/history, /history, 200",
        "/events, /events, 200",
        "/events, /events?since=1, 200",
        "/events, /events?since=x, 400",
        "/explain, /explain?class=news, 200",
        "/explain, /explain, 400",
        "/conditions, /conditions, 200",
        "/classes, /classes?top=3, 200",
        "/classes, /classes?top=x, 400",
    })
    void whatIsShownIsAsDescribed(String path, String target, int status) throws Exception {
        check(path, "get", status, stage.get(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/classes/{name}/forget, /classes/news/forget, 200",
        "/classifier/reload, /classifier/reload, 200",
        "/workers/{name}/drain, /workers/one:1/drain, 200",
        "/workers/{name}/drain, /workers/one:1/drain?handoverSeconds=3, 200",
        "/workers/{name}/drain, /workers/one:1/drain?handover=3, 400",
        "/workers/{name}/drain, /workers/nobody:1/drain, 404",
        "/workers/{name}/drain, /workers/one:1/drain?unlessLast=true, 200",
        "/workers/{name}/undrain, /workers/one:1/undrain, 200",
        "/workers/{name}/undrain, /workers/nobody:1/undrain, 404",
    })
    void whatIsDoneIsAnsweredAsDescribed(String path, String target, int status) throws Exception {
        check(path, "post", status, stage.post(target));
    }

    private void check(String path, String method, int status, HttpResponse<String> answer) throws Exception {
        assertEquals(status, answer.statusCode(), answer::body);
        JsonNode response =
                api.get("paths").get(path).get(method).get("responses").get(Integer.toString(status));
        assertTrue(response != null, status + " of " + path + " is described");
        JsonNode schema = response.get("content").get("application/json").get("schema");
        compare(path, schema, json(answer));
    }

    private void compare(String where, JsonNode schema, JsonNode value) {
        JsonNode resolved =
                schema.has("$ref") ? api.at(schema.get("$ref").asText().substring(1)) : schema;
        JsonNode type = resolved.get("type");
        if (type == null) {
            return;
        }
        Set<String> types = new TreeSet<>();
        (type.isArray() ? type : new ObjectMapper().createArrayNode().add(type))
                .forEach(one -> types.add(one.asText()));
        assertTrue(types.contains(type(value, types)), where + " is " + value + ", not " + types);
        JsonNode words = resolved.get("enum");
        if (words != null) {
            Set<String> known = new TreeSet<>();
            words.forEach(word -> known.add(word.asText()));
            assertTrue(known.contains(value.asText()), where + " is " + value + ", none of " + known);
        }
        if (value.isObject()) {
            compareFields(where, resolved, value);
        }
        value.forEach(element -> {
            if (value.isArray()) {
                compare(where + "[]", resolved.get("items"), element);
            }
        });
    }

    private void compareFields(String where, JsonNode schema, JsonNode value) {
        schema.get("required")
                .forEach(field -> assertTrue(value.has(field.asText()), where + " has " + field.asText()));
        value.properties().forEach(field -> {
            JsonNode described = schema.get("properties").get(field.getKey());
            assertTrue(described != null, where + "." + field.getKey() + " is described");
            compare(where + "." + field.getKey(), described, field.getValue());
        });
    }

    private static String type(JsonNode value, Set<String> expected) {
        if (value.isIntegralNumber() && expected.contains("integer")) {
            return "integer";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            default -> "string";
        };
    }
}
