package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.resumelb.jetty.admin.verdict.Verdict;
import org.resumelb.jetty.classes.ClassTraffic;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Sample;
import org.resumelb.jetty.metrics.WorkerTraffic;

/**
 * The content of the dashboard, produced once a second for all viewers, and not at all if there are none. Thread-safe.
 */
final class Dashboard {
    private static final int MAX_VIEWERS = 32;
    private static final int CLASSES_SHOWN = 30;

    private final Administration balancer;
    private final boolean readOnly;
    private final Executor executor;
    private final LiveStreams streams = new LiveStreams(MAX_VIEWERS, true);
    private final LiveStreams eventStreams = new LiveStreams(MAX_VIEWERS, false);
    private final ClassesJson classes;

    // The last ids; guarded by this.
    private long eventsShown;
    private long eventsStreamed;

    Dashboard(Administration balancer, boolean readOnly, Executor executor) {
        this.balancer = balancer;
        this.readOnly = readOnly;
        this.executor = executor;
        classes = new ClassesJson(balancer.pool());
        balancer.observation().onSample(this::sampled);
    }

    /** A sample was taken; must not block the thread that took it. */
    private void sampled(Sample sample) {
        try {
            executor.execute(() -> show(sample));
        } catch (RejectedExecutionException e) {
            // Too many ask for pages; the next second is another.
        }
    }

    private synchronized void show(Sample sample) {
        balancer.classWork().roll();
        streamEvents();
        List<Event> events = balancer.observation().events(eventsShown);
        if (!events.isEmpty()) {
            eventsShown = events.get(events.size() - 1).id();
        }
        if (streams.areWatched()) {
            streams.send(LiveStreams.event("state", state(sample, events)));
        }
    }

    /** Sends new events to those who stream them. Called while holding this object's monitor. */
    private void streamEvents() {
        List<Event> events = balancer.observation().events(eventsStreamed);
        if (!events.isEmpty()) {
            eventsStreamed = events.get(events.size() - 1).id();
            eventStreams.send(LiveJson.stream(events));
        }
    }

    private String state(Sample sample, List<Event> events) {
        List<ClassTraffic> traffic = balancer.classWork().all();
        return StatusJson.object(json -> {
            json.writeNumberField("now", sample.epochMillis());
            json.writeBooleanField("readOnly", readOnly);
            LiveJson.verdict(json, balancer.conditions().of(sample.status()));
            json.writeObjectFieldStart("status");
            StatusJson.status(json, balancer, sample.status());
            json.writeEndObject();
            json.writeObjectFieldStart("step");
            LiveJson.step(json, sample.lastSecond());
            json.writeEndObject();
            workers(json, sample, traffic);
            json.writeObjectFieldStart("classes");
            classes.write(json, traffic, CLASSES_SHOWN);
            json.writeEndObject();
            LiveJson.events(json, events);
        });
    }

    private static void workers(JsonGenerator json, Sample sample, List<ClassTraffic> traffic) throws IOException {
        Map<String, Double> busy = ClassTraffic.busyByWorker(traffic);
        json.writeObjectFieldStart("workers");
        for (Map.Entry<String, WorkerTraffic> each : sample.workers().entrySet()) {
            json.writeObjectFieldStart(each.getKey());
            json.writeNumberField("requests", each.getValue().requests());
            json.writeNumberField("failures", each.getValue().failures());
            json.writeNumberField("perSecond", each.getValue().perSecond());
            json.writeNumberField("busy", busy.getOrDefault(each.getKey(), 0.0));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Begins a stream of live data. */
    void watch(Response response, Callback callback) {
        List<Event> events = balancer.observation().events(0);
        String begin = LiveJson.begin(balancer.observation().history(), events);
        open(streams, response, callback, LiveStreams.event("begin", begin));
    }

    /** Begins a stream of events, starting after the given one. */
    synchronized void watchEvents(long since, Response response, Callback callback) {
        streamEvents();
        List<Event> before = balancer.observation().events(since).stream()
                .filter(event -> event.id() <= eventsStreamed)
                .toList();
        // A comment, so that something is sent at once.
        open(eventStreams, response, callback, ": events\n\n" + LiveJson.stream(before));
    }

    private static void open(LiveStreams into, Response response, Callback callback, String begin) {
        if (!into.open(response, callback, begin)) {
            String error = "too many look at once (at most " + MAX_VIEWERS + ")";
            AdminHandler.send(Answer.error(HttpStatus.SERVICE_UNAVAILABLE_503, error), response, callback);
        }
    }

    void close() {
        streams.close();
        eventStreams.close();
    }

    Answer conditions(String name, Map<String, String> parameters) {
        Verdict verdict = balancer.conditions().now();
        return Answer.ok(StatusJson.object(json -> LiveJson.verdict(json, verdict)));
    }

    Answer classes(String name, Map<String, String> parameters) {
        String top = parameters.getOrDefault("top", Integer.toString(CLASSES_SHOWN));
        if (!top.matches("[0-9]{1,6}")) {
            return Answer.error(
                    HttpStatus.BAD_REQUEST_400, "top: " + top + " (expected: a whole number from 0 to 999999)");
        }
        List<ClassTraffic> traffic = balancer.classWork().all();
        return Answer.ok(StatusJson.object(json -> classes.write(json, traffic, Integer.parseInt(top))));
    }
}
