package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.metrics.WorkerTraffic;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.PoolStatus;
import org.resumelb.settings.SettingInForce;

/** The load balancer's state as JSON. */
public final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    /** The content of {@code /status}. */
    public static String status(Administration balancer) {
        return object(json -> status(json, balancer, balancer.pool().status()));
    }

    /** The fields of {@code /status} for a state of the pool. */
    static void status(JsonGenerator json, Administration balancer, PoolStatus pool) throws IOException {
        json.writeStringField("policy", pool.policy());
        json.writeStringField("version", pool.version());
        json.writeNumberField("backlog", pool.backlog());
        json.writeNumberField("meanBacklog", pool.meanBacklog());
        json.writeNumberField("waiting", balancer.getWaiting());
        classifier(json, balancer.classifier());
        json.writeArrayFieldStart("workers");
        for (PoolStatus.WorkerStatus worker : pool.workers()) {
            worker(
                    json,
                    worker,
                    balancer.reason(worker.name()),
                    balancer.observation().traffic(worker.name()));
        }
        json.writeEndArray();
        json.writeNumberField("classes", pool.classes());
        affinity(json, pool.affinity());
        json.writeNumberField("classesWithoutGain", pool.classesWithoutGain());
        number(json, "concurrency", pool.concurrency());
        json.writeNumberField("ejections", pool.ejections());
        json.writeNumberField("lethalRequests", balancer.getLethalRequests());
        discovery(json, balancer.discovery());
    }

    private static void classifier(JsonGenerator json, ClassifierInForce classifier) throws IOException {
        json.writeObjectFieldStart("classifier");
        json.writeStringField("description", classifier.loaded().description());
        json.writeStringField("fingerprint", classifier.loaded().fingerprint());
        json.writeStringField("file", classifier.file().path().toString());
        json.writeNumberField("failures", classifier.failures());
        json.writeEndObject();
    }

    private static void discovery(JsonGenerator json, DiscoveryState discovery) throws IOException {
        json.writeObjectFieldStart("discovery");
        json.writeStringField("state", discovery.word());
        json.writeStringField("reason", discovery.reason());
        json.writeEndObject();
    }

    private static void affinity(JsonGenerator json, Affinity affinity) throws IOException {
        json.writeObjectFieldStart("affinity");
        json.writeStringField("verdict", affinity.verdict().words());
        number(json, "coldOverWarm", affinity.coldOverWarm());
        json.writeNumberField("coldRequests", affinity.coldRequests());
        json.writeNumberField("warmRequests", affinity.warmRequests());
        json.writeEndObject();
    }

    /** A number, or null if it is unknown. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void worker(JsonGenerator json, PoolStatus.WorkerStatus worker, String reason, WorkerTraffic traffic)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", worker.name());
        json.writeStringField("state", worker.state().word());
        json.writeStringField("version", worker.version());
        json.writeNumberField("backlog", worker.backlog());
        json.writeNumberField("meanBacklog", worker.meanBacklog());
        json.writeNumberField("inFlight", worker.inFlight());
        json.writeNumberField("oldestRequestMillis", worker.oldestRequestMillis());
        json.writeNumberField("skills", worker.skills());
        json.writeNumberField("ejectedForMillis", worker.ejectedForMillis());
        json.writeNumberField("handoverForMillis", worker.handoverForMillis());
        json.writeNumberField("requests", traffic.requests());
        json.writeNumberField("failures", traffic.failures());
        json.writeStringField("reason", reason);
        json.writeEndObject();
    }

    /** The content of {@code /explain}. */
    public static String explanation(Explanation explanation) {
        return object(json -> {
            json.writeStringField("class", explanation.requestClass());
            json.writeStringField("policy", explanation.policy());
            json.writeStringField("worker", explanation.worker());
            json.writeStringField("reason", explanation.reason());
            affinity(json, explanation.affinity());
            json.writeArrayFieldStart("candidates");
            for (Explanation.Candidate candidate : explanation.candidates()) {
                json.writeStartObject();
                json.writeStringField("worker", candidate.worker());
                json.writeNumberField("score", candidate.score());
                Explanation.Cost cost = candidate.cost();
                if (cost != null) {
                    json.writeNumberField("waitMillis", cost.waitMillis());
                    json.writeNumberField("lossMillis", cost.lossMillis());
                    json.writeNumberField("priceMillis", cost.priceMillis());
                }
                json.writeNumberField("backlog", candidate.backlog());
                json.writeNumberField("meanBacklog", candidate.meanBacklog());
                json.writeStringField("verdict", candidate.verdict());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** The content of {@code /config}. */
    static String config(List<SettingInForce> settings) {
        return object(json -> {
            json.writeArrayFieldStart("settings");
            for (SettingInForce each : settings) {
                json.writeStartObject();
                json.writeStringField("name", each.setting().property());
                value(json, "value", each.value());
                value(json, "default", each.setting().defaultValue());
                json.writeStringField("origin", each.origin().word());
                json.writeStringField("changes", each.setting().isLive() ? "live" : "restart");
                json.writeStringField("unit", each.setting().kind().unit());
                json.writeStringField("expected", each.setting().kind().expected());
                json.writeStringField("meaning", each.setting().meaning());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void value(JsonGenerator json, String field, Object value) throws IOException {
        if (value instanceof Integer whole) {
            json.writeNumberField(field, whole);
        } else if (value instanceof Double number) {
            json.writeNumberField(field, number);
        } else if (value instanceof Boolean truth) {
            json.writeBooleanField(field, truth);
        } else {
            json.writeStringField(field, value.toString());
        }
    }

    static String message(String field, String text) {
        return object(json -> json.writeStringField(field, text));
    }

    /** A JSON object that ends with a line break. */
    static String object(Content content) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.append('\n').toString();
    }

    /** Writes an object's fields. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
