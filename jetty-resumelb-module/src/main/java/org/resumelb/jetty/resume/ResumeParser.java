package org.resumelb.jetty.resume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestClassifier;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** Reads résumés in JSON and refuses what no worker should say. Unknown fields are ignored. Thread-safe. */
public final class ResumeParser {
    private static final JsonFactory JSON = new JsonFactory();

    private final int maxClasses;

    /** Makes a parser that refuses résumés of more classes. */
    public ResumeParser(int maxClasses) {
        this.maxClasses = maxClasses;
    }

    /**
     * Reads a résumé.
     *
     * @throws IllegalArgumentException when it is malformed or oversized; the message says where and why
     */
    public Resume parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "a résumé");
            return resume(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException("malformed JSON: " + e.getMessage(), e);
        }
    }

    private Resume resume(JsonParser parser) throws IOException {
        String worker = "";
        long generation = 0;
        @Nullable String classifier = null;
        int inFlight = -1;
        Map<String, Skill> skills = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "format" -> require(number(parser, value, field) == 1, "format: " + parser.getText(), "1");
                case "worker" -> worker = parser.getText();
                case "generation" -> generation = (long) number(parser, value, field);
                case "classifier" -> classifier = value == JsonToken.VALUE_NULL ? null : parser.getText();
                case "inFlight" -> inFlight = (int) number(parser, value, field);
                case "classes" -> skills = classes(parser, value);
                default -> parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT, "the end of the résumé");
        return new Resume(worker, generation, classifier, inFlight, skills);
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
                case "requests" -> requests = (long) number(parser, value, field);
                case "meanMillis" -> meanMillis = number(parser, value, field);
                case "missMillis" -> missMillis = number(parser, value, field);
                case "idleMillis" -> idleMillis = number(parser, value, field);
                default -> parser.skipChildren();
            }
        }
        return new Skill(score, requests, meanMillis, missMillis, idleMillis);
    }

    private static double number(JsonParser parser, JsonToken value, String field) throws IOException {
        require(value.isNumeric(), field + ": " + parser.getText(), "a number");
        return parser.getDoubleValue();
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String what) {
        require(token == expected, what + ": " + token, expected.toString());
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (expected: " + expected + ")");
        }
    }
}
