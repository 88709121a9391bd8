package org.resumelb.tools.advice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;

/** The results as JSON. */
final class JsonReport {
    private JsonReport() {}

    static String write(List<Path> logs, Findings findings, Verdict verdict) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            log(json, logs, findings.sample());
            assumed(json, findings);
            json.writeArrayFieldStart("classifiers");
            for (Trial trial : findings.byClassifier()) {
                trial(json, trial);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("workers");
            for (Trial trial : findings.byWorkers()) {
                trial(json, trial);
            }
            json.writeEndArray();
            recommendation(json, logs, findings, verdict);
            json.writeEndObject();
        }
        return text + System.lineSeparator();
    }

    private static void log(JsonGenerator json, List<Path> logs, Sample sample) throws IOException {
        json.writeObjectFieldStart("log");
        strings(json, "files", logs.stream().map(Path::toString).toList());
        json.writeNumberField("lines", sample.reading().lines());
        json.writeNumberField("malformedLines", sample.reading().malformedLines());
        json.writeNumberField("otherMethods", sample.reading().others());
        json.writeNumberField("requests", sample.requests().length);
        json.writeNumberField("objects", sample.targets().size());
        json.writeNumberField("busiestMinute", sample.reading().busiestMinute());
        json.writeBooleanField("more", sample.reading().more());
        strings(json, "earlyEnds", sample.reading().earlyEnds());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void assumed(JsonGenerator json, Findings findings) throws IOException {
        json.writeObjectFieldStart("assumed");
        json.writeNumberField(
                findings.cache().inBytes() ? "cacheBytes" : "cacheObjects",
                findings.cache().amount());
        json.writeBooleanField("cacheFromLog", findings.cache().derived());
        json.writeNumberField("hitMillis", findings.settings().hitMillis());
        json.writeNumberField("missMillis", findings.settings().missMillis());
        json.writeEndObject();
    }

    private static void trial(JsonGenerator json, Trial trial) throws IOException {
        json.writeStartObject();
        json.writeStringField("classifier", trial.classes().candidate().name());
        json.writeNumberField("classes", trial.classes().count());
        json.writeNumberField("largestClass", rounded(trial.classes().largestShare()));
        json.writeNumberField("workers", trial.workers());
        json.writeObjectFieldStart("policies");
        for (Way way : Way.values()) {
            Figures figures = trial.of(way);
            json.writeObjectFieldStart(way.title());
            json.writeNumberField("loadsPerRequest", rounded(figures.loads()));
            json.writeNumberField("warmLoadsPerRequest", rounded(figures.laterLoads()));
            json.writeNumberField("busiest", rounded(figures.busiest()));
            json.writeNumberField("requestsPerSecond", rounded(figures.requestsPerSecond()));
            json.writeNumberField("p99Millis", rounded(figures.p99Millis()));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void recommendation(JsonGenerator json, List<Path> logs, Findings findings, Verdict verdict)
            throws IOException {
        Trial trial = verdict.trial();
        json.writeObjectFieldStart("recommendation");
        json.writeBooleanField("helps", verdict.helps());
        json.writeStringField("sentence", verdict.sentence());
        json.writeStringField("hashing", verdict.hashing());
        json.writeStringField("classifier", trial.classes().candidate().name());
        json.writeStringField("classifierXml", trial.classes().candidate().xml());
        json.writeNumberField("workers", trial.workers());
        json.writeNumberField("cacheObjects", findings.cache().objects(findings.sample()));
        json.writeNumberField("loadsPerRequest", rounded(trial.of(Way.RESUME).loads()));
        json.writeNumberField(
                "leastConnectionsLoadsPerRequest",
                rounded(trial.of(Way.LEAST_CONNECTIONS).loads()));
        json.writeStringField("demo", new Report(logs, findings, verdict).demo());
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
