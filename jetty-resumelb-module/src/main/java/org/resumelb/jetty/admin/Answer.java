package org.resumelb.jetty.admin;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The answer of a page. Immutable. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    static Answer ok(String json) {
        return new Answer(HttpStatus.OK_200, JSON, json, Map.of());
    }

    static Answer of(int status, String json) {
        return new Answer(status, JSON, json, Map.of());
    }

    /** An answer that says in one sentence what is wrong. */
    static Answer error(int status, @Nullable String message) {
        return of(status, StatusJson.message("error", message == null ? "failed" : message));
    }

    static Answer notAllowed(String allow) {
        return error(HttpStatus.METHOD_NOT_ALLOWED_405, "method (expected: " + allow + ")")
                .with("Allow", allow);
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        return new Answer(status, contentType, body, Map.of(name, value));
    }
}
