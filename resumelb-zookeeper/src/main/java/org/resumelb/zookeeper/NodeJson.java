package org.resumelb.zookeeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The content of a node: a flat JSON object of strings, numbers and booleans. An empty node is an empty object. */
public final class NodeJson {
    /** Without buffers per thread: in a webapp they would keep its class loader alive after it is gone. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private NodeJson() {}

    /**
     * Reads a node. Members that are null, objects or arrays are left out, since nothing here understands them.
     *
     * @return strings, {@link Long}s, {@link Double}s and {@link Boolean}s, in the order of the node
     * @throws IllegalArgumentException saying where the node is not a JSON object
     */
    public static Map<String, Object> parse(byte[] data) {
        if (new String(data, StandardCharsets.UTF_8).isBlank()) {
            return Map.of();
        }
        try (JsonParser parser = JSON.createParser(data)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "a JSON object");
            Map<String, Object> members = members(parser);
            require(parser.nextToken() == null, "nothing after the JSON object");
            return members;
        } catch (IOException e) {
            throw new IllegalArgumentException("malformed JSON: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            switch (parser.nextToken()) {
                case VALUE_STRING -> members.put(name, parser.getText());
                case VALUE_NUMBER_INT -> members.put(name, integer(parser));
                case VALUE_NUMBER_FLOAT -> members.put(name, parser.getDoubleValue());
                case VALUE_TRUE -> members.put(name, true);
                case VALUE_FALSE -> members.put(name, false);
                default -> parser.skipChildren();
            }
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, "the end of the JSON object");
        return members;
    }

    private static Number integer(JsonParser parser) throws IOException {
        boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? (Number) parser.getLongValue() : (Number) parser.getDoubleValue();
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("malformed JSON (expected: " + expected + ")");
        }
    }

    /** Writes a node. */
    public static byte[] write(Map<String, ?> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, ?> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else {
            json.writeString(value.toString());
        }
    }
}
