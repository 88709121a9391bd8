package org.resumelb.servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, strings, doubles, booleans and nulls: enough for this worker's own file, without adding
 * a library to every webapp. Strict; each error is an {@link IllegalArgumentException} that gives the position.
 */
final class JsonReader {

    private static final int DEEPEST = 64;

    private final String text;
    private int position;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object parse(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.skipSpace();
        if (reader.position < text.length()) {
            throw reader.expected("end of text");
        }
        return value;
    }

    private @Nullable Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (isNext('}')) {
            depth--;
            return members;
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            require(':');
            members.put(name, value());
        } while (isNext(','));
        require('}');
        depth--;
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        enter();
        if (isNext(']')) {
            depth--;
            return elements;
        }
        do {
            elements.add(value());
        } while (isNext(','));
        require(']');
        depth--;
        return elements;
    }

    private void enter() {
        position++;
        if (++depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " levels");
        }
    }

    private String string() {
        require('"');
        StringBuilder characters = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                throw expected("no control character in a string");
            }
            characters.append(c == '\\' ? escape() : c);
        }
        position++;
        return characters.toString();
    }

    private char escape() {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw expected("an escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            code = code * 16 + digit;
            position++;
        }
        return (char) code;
    }

    private Double number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        try {
            return Double.valueOf(text.substring(start, position));
        } catch (NumberFormatException e) {
            position = start;
            throw expected("a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, position)) {
            throw expected("a value");
        }
        position += word.length();
        return meaning;
    }

    private boolean isNext(char wanted) {
        skipSpace();
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void require(char wanted) {
        skipSpace();
        if (peek() != wanted) {
            throw expected("'" + wanted + "'");
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw expected("more text");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("not JSON at character " + position + " (expected: " + what + ")");
    }
}
