package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.resumelb.jetty.admin.verdict.Condition;
import org.resumelb.jetty.admin.verdict.Verdict;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Selection;

/** Parts of the dashboard's live data, as JSON. */
final class LiveJson {
    private LiveJson() {}

    /** The past: an hour in steps, and the latest events. */
    static String begin(List<Step> history, List<Event> events) {
        return StatusJson.object(json -> {
            json.writeArrayFieldStart("steps");
            for (Step step : history) {
                json.writeStartObject();
                step(json, step);
                json.writeEndObject();
            }
            json.writeEndArray();
            events(json, events);
        });
    }

    static void step(JsonGenerator json, Step step) throws IOException {
        json.writeNumberField("at", step.epochMillis());
        json.writeNumberField("seconds", step.seconds());
        json.writeNumberField("succeeded", ended(step, Outcome.SUCCEEDED));
        json.writeNumberField(
                "failed", ended(step, Outcome.FAILED) + ended(step, Outcome.UNAVAILABLE) + ended(step, Outcome.ERROR));
        json.writeNumberField("aborted", ended(step, Outcome.ABORTED));
        json.writeNumberField("rejected", step.rejected());
        for (Selection selection : Selection.values()) {
            json.writeNumberField(selection.word(), step.selected().getOrDefault(selection, 0L));
        }
        json.writeNumberField("waited", step.waited());
        ClassesJson.finite(json, "p50", step.p50Millis());
        ClassesJson.finite(json, "p99", step.p99Millis());
        json.writeNumberField("waiting", step.waiting());
        json.writeNumberField("oldestWaitMillis", step.oldestWaitMillis());
        json.writeNumberField("backlog", step.backlog());
    }

    private static long ended(Step step, Outcome outcome) {
        return step.finished().getOrDefault(outcome, 0L);
    }

    static void events(JsonGenerator json, List<Event> events) throws IOException {
        json.writeArrayFieldStart("events");
        for (Event event : events) {
            json.writeStartObject();
            json.writeNumberField("id", event.id());
            json.writeNumberField("at", event.epochMillis());
            json.writeStringField("kind", event.kind());
            json.writeStringField("worker", event.worker());
            json.writeStringField("text", event.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Events in the form of a stream; a caller that reconnects says which one it saw last. */
    static String stream(List<Event> events) {
        StringBuilder stream = new StringBuilder();
        for (Event event : events) {
            stream.append("id: ")
                    .append(event.id())
                    .append('\n')
                    .append(LiveStreams.event(
                            event.kind(), StatusJson.object(json -> HistoryJson.fields(json, event))));
        }
        return stream.toString();
    }

    /** The fields of {@code /conditions}. */
    static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeStringField("state", verdict.state().word());
        json.writeArrayFieldStart("conditions");
        for (Condition condition : verdict.conditions()) {
            json.writeStartObject();
            json.writeStringField("id", condition.kind().id());
            json.writeStringField("severity", condition.severity().word());
            json.writeStringField("text", condition.text());
            if (condition.worker() != null) {
                json.writeStringField("worker", condition.worker());
            }
            json.writeStringField("link", "#" + condition.kind().section());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
