package org.resumelb.servlet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes résumés in the form that load balancers read. Thread-safe: its only state is the worker's id. */
final class ResumeJson {

    private static final int FORMAT = 1;
    private static final int SCORE_DIGITS = 6;
    private static final int MILLIS_DIGITS = 4;

    /** A recent mean this close to the one implied by the score is left out. */
    private static final double NEGLIGIBLE_SHARE = 0.05;

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int TYPICAL_ENTRY_BYTES = 96;

    private final String worker;

    ResumeJson(String worker) {
        this.worker = worker;
    }

    /** The message, as UTF-8 without line breaks. */
    byte[] write(Resume resume, int inFlight) {
        JsonWriter json = new JsonWriter(256 + resume.entries().size() * TYPICAL_ENTRY_BYTES);
        json.raw("{\"format\":").number(FORMAT).raw(",\"worker\":").string(worker);
        json.raw(",\"generation\":").number(resume.generation());
        json.raw(",\"classifier\":");
        fingerprint(json, resume.classifier());
        json.raw(",\"inFlight\":").number(inFlight).raw(",\"classes\":{");
        classes(json, resume.entries());
        return json.raw("}}").toByteArray();
    }

    /** The heartbeat. */
    static byte[] load(int inFlight) {
        return new JsonWriter(32)
                .raw("{\"inFlight\":")
                .number(inFlight)
                .raw("}")
                .toByteArray();
    }

    private static void fingerprint(JsonWriter json, @Nullable String fingerprint) {
        if (fingerprint == null) {
            json.raw("null");
        } else {
            json.string(fingerprint);
        }
    }

    private static void classes(JsonWriter json, List<Resume.Entry> entries) {
        String separator = "";
        for (Resume.Entry entry : entries) {
            json.raw(separator).string(entry.requestClass());
            json.raw(":{\"score\":").number(entry.score(), SCORE_DIGITS);
            json.raw(",\"requests\":").number(entry.requests());
            optionalFields(json, entry);
            json.raw("}");
            separator = ",";
        }
    }

    private static void optionalFields(JsonWriter json, Resume.Entry entry) {
        double expectedMillis = MILLIS_PER_SECOND / entry.score();
        if (Math.abs(entry.meanMillis() - expectedMillis) > NEGLIGIBLE_SHARE * expectedMillis) {
            json.raw(",\"meanMillis\":").number(entry.meanMillis(), MILLIS_DIGITS);
        }
        if (!Double.isNaN(entry.missMillis())) {
            json.raw(",\"missMillis\":").number(entry.missMillis(), MILLIS_DIGITS);
        }
        if (entry.idleMillis() >= 0) {
            json.raw(",\"idleMillis\":").number(entry.idleMillis());
        }
    }
}
