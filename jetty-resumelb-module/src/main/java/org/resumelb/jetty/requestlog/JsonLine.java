package org.resumelb.jetty.requestlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestAttributes;

/** One JSON object per line. Unknown values are left out. */
final class JsonLine implements LineFormat {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String line(Entry entry) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "time", Instant.ofEpochMilli(entry.epochMillis()).toString());
            json.writeStringField("client", entry.client());
            text(json, "host", entry.host());
            json.writeStringField("method", entry.method());
            json.writeStringField("target", entry.target());
            json.writeStringField("protocol", entry.protocol());
            json.writeNumberField("status", entry.status());
            json.writeNumberField("bytes", entry.bytes());
            text(json, "referer", entry.header(HttpHeader.REFERER));
            text(json, "userAgent", entry.header(HttpHeader.USER_AGENT));
            text(json, "class", entry.text(RequestAttributes.CLASS));
            text(json, "worker", entry.text(RequestAttributes.WORKER));
            text(json, "decision", entry.text(RequestAttributes.DECISION));
            number(json, "waitMillis", entry.number(RequestAttributes.WAIT_MILLIS));
            number(json, "workerMillis", entry.number(RequestAttributes.WORKER_MILLIS));
            json.writeNumberField("totalMillis", entry.totalMillis());
            number(json, "attempts", entry.number(RequestAttributes.ATTEMPTS));
            json.writeStringField("requestId", entry.requestId());
            text(json, "traceparent", entry.traceparent());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toString();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.longValue());
        }
    }
}
