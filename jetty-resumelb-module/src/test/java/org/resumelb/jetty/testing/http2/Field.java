package org.resumelb.jetty.testing.http2;

import java.util.List;

/** A field as it is on the wire, pseudo-fields among them; each character is a byte. */
public record Field(String name, String value) {
    /** Fields from {@code name, value, name, value, ...}. */
    public static List<Field> list(String... namesAndValues) {
        Field[] fields = new Field[namesAndValues.length / 2];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new Field(namesAndValues[2 * i], namesAndValues[2 * i + 1]);
        }
        return List.of(fields);
    }

    /** The first value of a name; empty when there is none. */
    public static String first(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }
}
