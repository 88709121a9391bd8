package org.resumelb.endtoend.toolkit;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended. Immutable.
 *
 * @param status 0 when no answer began
 * @param body what came of the body, as text
 * @param failure why the answer is not whole; {@code null} when it is
 */
public record Answer(
        int status,
        HttpFields headers,
        String body,
        @Nullable Throwable failure) {
    /** The worker that gave it; {@code ""} when none did. */
    public String worker() {
        return header("X-Worker");
    }

    /** The value of a header; {@code ""} when it is absent. */
    public String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    /** Whether it is whole and says 200. */
    public boolean isOk() {
        return failure == null && status == HttpStatus.OK_200;
    }

    /** Its status, or {@code failed}. */
    public String outcome() {
        return failure == null ? Integer.toString(status) : "failed";
    }
}
