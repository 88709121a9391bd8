package org.resumelb.tools.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON object. A member that is absent, or of another type than requested, is empty or zero, since programs of
 * other versions send more or less than this one knows. Immutable as long as nobody changes the map.
 *
 * @param members strings, {@link Number}s, {@link Boolean}s, null, maps and lists
 */
public record JsonTree(Map<String, @Nullable Object> members) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads an object.
     *
     * @throws IOException if the text is not a JSON object
     */
    public static JsonTree parse(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            return new JsonTree(object(parser));
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, Objects.requireNonNull(token)));
        }
        return elements;
    }

    /** A member as text; empty if it is absent or null. */
    public String text(String name) {
        Object value = members.get(name);
        return value == null ? "" : value.toString();
    }

    /** A number; 0 if there is none. */
    public double number(String name) {
        return members.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** A whole number; 0 if there is none. */
    public long whole(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Whether there is such a member and it is not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** A member that is an object; empty if there is none. */
    public JsonTree object(String name) {
        return of(members.get(name));
    }

    /** The objects in a member that is an array of objects. */
    public List<JsonTree> objects(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(JsonTree::of).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // made above
    private static JsonTree of(@Nullable Object value) {
        return new JsonTree(value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of());
    }

    /** The object as indented JSON, ending with a line break. */
    public String pretty() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            write(json, members);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.append('\n').toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writePOJO(value);
        }
    }
}
