package org.resumelb.jetty.resume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestClassifier;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;
import org.resumelb.text.Excerpt;

/** Reads résumés in JSON and rejects what no worker should send. Unknown fields are ignored. Thread-safe. */
public final class ResumeParser {
    /** Limits the worker's id and the classifier's fingerprint, which are kept. */
    private static final int MAX_TEXT_LENGTH = 4_096;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names of classes are made up by clients; the JVM's table of strings keeps them.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_TEXT_LENGTH)
                    .build())
            .build();

    /** The largest average size of a class in a résumé. */
    private static final long BYTES_PER_CLASS = 128;

    private static final long MIN_RESUME_BYTES = 1 << 20;
    private static final long MAX_RESUME_BYTES = 128 << 20;

    private final int maxClasses;

    /** Creates a parser that rejects résumés with more classes than this. */
    public ResumeParser(int maxClasses) {
        this.maxClasses = maxClasses;
    }

    /**
     * The maximum size of a résumé in JSON: room for {@code maxClasses} classes, 12.8 MB for the default of 100,000.
     */
    int maxBytes() {
        return (int) Math.max(MIN_RESUME_BYTES, Math.min(MAX_RESUME_BYTES, BYTES_PER_CLASS * maxClasses));
    }

    /**
     * Reads a résumé, complete or only with changed skills.
     *
     * @throws IllegalArgumentException if it is malformed or oversized; the message says where and why
     */
    public Resume parse(byte[] json) {
        Fields fields = new Fields();
        read(json, fields);
        Map<String, Skill> skills = fields.skills;
        if (skills == null) {
            throw new IllegalArgumentException("a résumé without classes (expected: the field classes)");
        }
        return new Resume(fields.worker, fields.generation, fields.classifier, fields.inFlight, skills);
    }

    /**
     * Reads the worker's number of requests in flight; -1 if not reported.
     *
     * @throws IllegalArgumentException if it is malformed; the message says where and why
     */
    int parseInFlight(byte[] json) {
        Fields fields = new Fields();
        read(json, fields);
        return fields.inFlight;
    }

    private void read(byte[] json, Fields fields) {
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "a résumé");
            read(parser, fields);
            expect(parser.currentToken(), JsonToken.END_OBJECT, "the end of the résumé");
            JsonToken after = parser.nextToken();
            require(after == null, "after the résumé: " + after, "nothing");
        } catch (IOException e) {
            // Jackson's messages have a line for the place.
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
            throw new IllegalArgumentException("malformed JSON: " + Excerpt.of(reason), e);
        }
    }

    private void read(JsonParser parser, Fields fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "format" -> require(number(parser, value, field) == 1, "format: " + parser.getText(), "1");
                case "worker" -> fields.worker = text(parser, value, field);
                case "generation" -> fields.generation = (long) amount(parser, value, field);
                case "classifier" ->
                    fields.classifier = value == JsonToken.VALUE_NULL ? null : text(parser, value, field);
                case "inFlight" -> fields.inFlight = (int) amount(parser, value, field);
                case "classes" -> fields.skills = classes(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private Map<String, Skill> classes(JsonParser parser, JsonToken value) throws IOException {
        expect(value, JsonToken.START_OBJECT, "classes");
        Map<String, Skill> skills = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String requestClass = parser.currentName();
            boolean shortEnough = requestClass.length() <= RequestClassifier.MAX_CLASS_LENGTH;
            require(shortEnough, "a class of " + requestClass.length() + " characters", "at most 512");
            require(skills.size() < maxClasses, "a résumé of more classes", "at most " + maxClasses);
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the class " + requestClass);
            skills.put(requestClass, skill(parser));
        }
        return skills;
    }

    private static Skill skill(JsonParser parser) throws IOException {
        double score = 0;
        long requests = 0;
        double meanMillis = Double.NaN;
        double missMillis = Double.NaN;
        double idleMillis = Double.NaN;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "score" -> score = number(parser, value, field);
                case "requests" -> requests = (long) amount(parser, value, field);
                case "meanMillis" -> meanMillis = amount(parser, value, field);
                case "missMillis" -> missMillis = amount(parser, value, field);
                case "idleMillis" -> idleMillis = amount(parser, value, field);
                default -> parser.skipChildren();
            }
        }
        return new Skill(score, requests, meanMillis, missMillis, idleMillis);
    }

    private static double number(JsonParser parser, JsonToken value, String field) throws IOException {
        require(value.isNumeric(), field + ": " + parser.getText(), "a number");
        return parser.getDoubleValue();
    }

    private static double amount(JsonParser parser, JsonToken value, String field) throws IOException {
        double amount = number(parser, value, field);
        require(amount >= 0 && Double.isFinite(amount), field + ": " + parser.getText(), "a finite number >= 0");
        return amount;
    }

    private static String text(JsonParser parser, JsonToken value, String field) throws IOException {
        require(value == JsonToken.VALUE_STRING, field + ": " + parser.getText(), "a string");
        return parser.getText();
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String what) {
        require(token == expected, what + ": " + token, expected.toString());
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(Excerpt.of(what) + " (expected: " + expected + ")");
        }
    }

    /** What has been read so far. */
    private static final class Fields {
        private String worker = "";
        private long generation;
        private @Nullable String classifier;
        private int inFlight = -1;
        private @Nullable Map<String, Skill> skills;
    }
}
