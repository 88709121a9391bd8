package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.resumelb.jetty.admin.verdict.Facts;
import org.resumelb.jetty.admin.verdict.Verdict;
import org.resumelb.jetty.classes.ClassTraffic;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Sample;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.jetty.metrics.WorkerTraffic;

/**
 * What the dashboard shows: made once a second for all who look, and not at all when nobody does. Thread-safe.
 */
final class Dashboard {
    private static final int MAX_VIEWERS = 32;
    private static final int CLASSES_SHOWN = 30;

    /** Steps of ten seconds. */
    private static final int MINUTE = 6;

    private static final int SAMPLES_A_MINUTE = 60;

    private final Administration balancer;
    private final boolean readOnly;
    private final Executor executor;
    private final LiveStreams streams = new LiveStreams(MAX_VIEWERS, true);
    private final LiveStreams eventStreams = new LiveStreams(MAX_VIEWERS, false);
    private final ClassesJson classes;

    /** Failures of the classifier until each second of the last minute; guarded by itself. */
    private final ArrayDeque<Long> classifierFailures = new ArrayDeque<>();

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

    /** A sample was taken; whoever takes it must not wait. */
    private void sampled(Sample sample) {
        try {
            executor.execute(() -> show(sample));
        } catch (RejectedExecutionException e) {
            // Too many ask for pages; the next second is another.
        }
    }

    private synchronized void show(Sample sample) {
        balancer.classWork().roll();
        synchronized (classifierFailures) {
            classifierFailures.addLast(balancer.classifier().failures());
            if (classifierFailures.size() > SAMPLES_A_MINUTE) {
                classifierFailures.removeFirst();
            }
        }
        streamEvents();
        List<Event> events = balancer.observation().events(eventsShown);
        if (!events.isEmpty()) {
            eventsShown = events.get(events.size() - 1).id();
        }
        if (streams.areWatched()) {
            streams.send(LiveStreams.event("state", state(sample, events)));
        }
    }

    /** Tells those who stream events what is new. Called with this object's monitor. */
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
            LiveJson.verdict(json, verdict(sample));
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

    /** Begins a stream of what happens. */
    void watch(Response response, Callback callback) {
        List<Event> events = balancer.observation().events(0);
        String begin = LiveJson.begin(balancer.observation().history(), events);
        open(streams, response, callback, LiveStreams.event("begin", begin));
    }

    /** Begins a stream of events, from the first after one. */
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
        Verdict verdict = verdict(balancer.observation().latest());
        return Answer.ok(StatusJson.object(json -> LiveJson.verdict(json, verdict)));
    }

    private Verdict verdict(Sample sample) {
        List<Step> history = balancer.observation().history();
        List<Step> minute = history.subList(Math.max(0, history.size() - MINUTE), history.size());
        return Verdict.of(new Facts(
                sample.status(),
                minute,
                balancer.discovery(),
                balancer::reason,
                this::lastEjection,
                new Facts.ClassifierFacts(balancer.classifier().isFileNewer(), classifierFailures()),
                balancer.isStopAnnounced()));
    }

    private long classifierFailures() {
        synchronized (classifierFailures) {
            Long before = classifierFailures.peekFirst();
            return before == null ? 0 : balancer.classifier().failures() - before;
        }
    }

    /** Why a worker was left out last. */
    private String lastEjection(String worker) {
        String reason = "";
        for (Event event : balancer.observation().events(0)) {
            if (event.kind().equals("ejected") && worker.equals(event.worker())) {
                reason = event.text().substring(event.text().indexOf(": ") + 1).strip();
            }
        }
        return reason;
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
