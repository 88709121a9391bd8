package org.resumelb.jetty.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.resumelb.jetty.classes.ClassTraffic;
import org.resumelb.pool.Pool;

/** The request classes with the most work, and the workers that do it, as JSON. */
final class ClassesJson {
    private final Pool pool;

    ClassesJson(Pool pool) {
        this.pool = pool;
    }

    /** Writes the fields of {@code /classes}. */
    void write(JsonGenerator json, List<ClassTraffic> all, int top) throws IOException {
        double busy = all.stream().mapToDouble(ClassTraffic::busy).sum();
        List<ClassTraffic> shown = all.subList(0, Math.min(top, all.size()));
        json.writeArrayFieldStart("classes");
        for (ClassTraffic each : shown) {
            write(json, each, busy);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("others");
        json.writeNumberField("classes", all.size() - shown.size());
        double shownBusy = shown.stream().mapToDouble(ClassTraffic::busy).sum();
        json.writeNumberField("share", busy == 0 ? 0 : Math.max(0, 1 - shownBusy / busy));
        json.writeEndObject();
    }

    private void write(JsonGenerator json, ClassTraffic each, double busyInAll) throws IOException {
        json.writeStartObject();
        json.writeStringField("class", each.requestClass());
        json.writeNumberField("perSecond", each.requestsPerSecond());
        json.writeNumberField("share", share(each.busy(), busyInAll));
        finite(
                json,
                "coldOverWarm",
                pool.explain(each.requestClass()).affinity().coldOverWarm());
        json.writeStringField("home", each.home());
        json.writeArrayFieldStart("workers");
        double warm = each.warmMillis();
        for (ClassTraffic.Part part : each.workers()) {
            json.writeStartObject();
            json.writeStringField("worker", part.worker());
            json.writeNumberField("share", share(part.busy(), each.busy()));
            json.writeNumberField("perSecond", part.requestsPerSecond());
            finite(json, "meanMillis", part.meanMillis());
            finite(json, "warmth", Math.min(1, warm / part.meanMillis()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static double share(double part, double all) {
        return all == 0 ? 0 : part / all;
    }

    /** A number, or null if it is not finite. */
    static void finite(JsonGenerator json, String field, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumberField(field, number);
        } else {
            json.writeNullField(field);
        }
    }
}
