package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Observation;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.text.Excerpt;

/** The history and the events, as JSON. */
final class HistoryJson {
    private HistoryJson() {}

    /** The content of {@code /history}. */
    static Answer history(Observation observation) {
        return Answer.ok(StatusJson.object(json -> {
            json.writeArrayFieldStart("steps");
            for (Step step : observation.history()) {
                step(json, step);
            }
            json.writeEndArray();
        }));
    }

    /** One step as an object. */
    static void step(JsonGenerator json, Step step) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", step.epochMillis());
        json.writeNumberField("seconds", step.seconds());
        counts(json, "finished", step.finished());
        counts(json, "selected", step.selected());
        json.writeNumberField("waited", step.waited());
        json.writeNumberField("rejected", step.rejected());
        number(json, "homeShare", step.homeShare());
        number(json, "p50Millis", step.p50Millis());
        number(json, "p99Millis", step.p99Millis());
        json.writeNumberField("waiting", step.waiting());
        json.writeNumberField("oldestWaitMillis", step.oldestWaitMillis());
        json.writeNumberField("backlog", step.backlog());
        json.writeEndObject();
    }

    private static <E extends Enum<E>> void counts(JsonGenerator json, String field, Map<E, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<E, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey().name().toLowerCase(Locale.ROOT), count.getValue());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String field, double value) throws IOException {
        json.writeFieldName(field);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /** The content of {@code /events}. */
    static Answer events(Observation observation, @Nullable String since) {
        if (since != null && !since.matches("[0-9]{1,18}")) {
            return Answer.error(
                    HttpStatus.BAD_REQUEST_400,
                    "since: " + Excerpt.of(since) + " (expected: the id of an event, a whole number)");
        }
        return Answer.ok(StatusJson.object(json -> {
            json.writeArrayFieldStart("events");
            for (Event event : observation.events(since == null ? 0 : Long.parseLong(since))) {
                event(json, event);
            }
            json.writeEndArray();
        }));
    }

    /** One event as an object. */
    static void event(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        fields(json, event);
        json.writeEndObject();
    }

    /** The fields of an event. */
    static void fields(JsonGenerator json, Event event) throws IOException {
        json.writeNumberField("id", event.id());
        json.writeNumberField("time", event.epochMillis());
        json.writeStringField("kind", event.kind());
        json.writeStringField("worker", event.worker());
        json.writeStringField("text", event.text());
    }
}
