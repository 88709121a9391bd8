package org.resumelb.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format of the résumé file: JSON, one class per line. Also reads files that map class names to bare scores, as
 * zc.resumelb writes them.
 */
final class SavedResumeJson {

    private static final int FORMAT = 1;

    /** Nearly all digits of a double, so that saving and loading never changes a score noticeably. */
    private static final int DIGITS = 12;

    private SavedResumeJson() {}

    static byte[] write(SavedResume resume) {
        JsonWriter json = new JsonWriter(256 + resume.skills().size() * 96);
        json.raw("{\"format\":").number(FORMAT);
        optional(json, ",\"worker\":", resume.worker());
        optional(json, ",\"classifier\":", resume.classifier());
        json.raw(",\"classes\":{");
        String separator = "\n";
        for (SavedSkill skill : resume.skills()) {
            json.raw(separator).string(skill.requestClass());
            json.raw(":{\"score\":").number(skill.score(), DIGITS);
            json.raw(",\"weight\":").number(skill.count(), DIGITS);
            json.raw(",\"requests\":").number(skill.requests()).raw("}");
            separator = ",\n";
        }
        return json.raw("\n}}\n").toByteArray();
    }

    private static void optional(JsonWriter json, String label, @Nullable String text) {
        if (text != null) {
            json.raw(label).string(text);
        }
    }

    /** Reads either format; an {@link IllegalArgumentException} says what is wrong. */
    static SavedResume read(String text, int history) {
        Map<?, ?> file = object(JsonReader.parse(text), "the file");
        if (!(file.get("classes") instanceof Map<?, ?> classes)) {
            return new SavedResume(null, null, bareScores(file, history));
        }
        if (!Double.valueOf(FORMAT).equals(file.get("format"))) {
            throw new IllegalArgumentException("format " + file.get("format") + " (expected: " + FORMAT + ")");
        }
        List<SavedSkill> skills = new ArrayList<>(classes.size());
        classes.forEach((name, entry) -> skills.add(skill(name(name), object(entry, "class " + name))));
        return new SavedResume(text(file, "worker"), text(file, "classifier"), skills);
    }

    private static List<SavedSkill> bareScores(Map<?, ?> scores, int history) {
        List<SavedSkill> skills = new ArrayList<>(scores.size());
        scores.forEach((name, score) -> skills.add(SavedSkill.ofScore(name(name), positive(name, score), history)));
        return skills;
    }

    private static SavedSkill skill(String name, Map<?, ?> entry) {
        double count = positive(name, entry.get("weight"));
        double score = positive(name, entry.get("score"));
        long requests = entry.get("requests") instanceof Double number ? number.longValue() : 0;
        return SavedSkill.ofCount(name, score, count, Math.max(0, requests));
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " is not an object");
    }

    private static String name(@Nullable Object key) {
        String name = String.valueOf(key);
        if (name.length() > ClassName.LONGEST) {
            throw new IllegalArgumentException(
                    "class name of " + name.length() + " characters (expected: at most " + ClassName.LONGEST + ")");
        }
        return name;
    }

    private static double positive(@Nullable Object name, @Nullable Object value) {
        if (value instanceof Double number && number > 0 && !number.isInfinite()) {
            return number;
        }
        throw new IllegalArgumentException("class " + name + ": " + value + " (expected: a number greater than 0)");
    }

    private static @Nullable String text(Map<?, ?> file, String member) {
        return file.get(member) instanceof String text ? text : null;
    }
}
