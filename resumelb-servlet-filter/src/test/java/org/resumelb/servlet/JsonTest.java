package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.5, 0.5",
        "123.456789, 123.457",
        "999999.5, 1000000",
        "1234567.8, 1234568",
        "0.00123456789, 0.00123457",
        "0.000001, 0.000001",
        "1e9, 1000000000",
        "9.9999999, 10"
    })
    void numbersAreShort(double value, String text) {
        assertEquals(text, ascii(new JsonWriter(1).number(value, 6)));
    }

    @Test
    void anyNumberKeepsItsSignificantDigits() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Math.pow(10, random.nextDouble() * 30 - 15);
            double read =
                    JSON.readTree(ascii(new JsonWriter(16).number(value, 6))).asDouble();
            assertEquals(value, read, value * 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "quote \" and \\", "line\n\r\t\u0000", "caf\u00e9 \u2603 \ud83d\ude00", "\u2028"})
    void stringsAreReadBackByThisAndByAnyOtherReader(String text) throws IOException {
        String json = new String(new JsonWriter(1).string(text).toByteArray(), StandardCharsets.UTF_8);
        assertEquals(text, JSON.readTree(json).asText());
        assertEquals(text, JsonReader.parse(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\"}", "{\"a\":1,}", "[1 2]", "nul", "\"\\x\"", "\"\\u12g4\"", "1 1", "\"a", "-"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> JsonReader.parse(text));
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        assertThrows(IllegalArgumentException.class, () -> JsonReader.parse("[".repeat(1_000_000)));
    }

    @Test
    void aHundredThousandClassesTakeLessThanTenMegabytes() {
        List<Resume.Entry> entries = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double score = 1000 * random.nextDouble();
            // Recent means are near the long ones, but for some that are told.
            double meanMillis = 1000 / score * (i % 10 == 0 ? 2 : 1);
            entries.add(new Resume.Entry(
                    "site" + i + ".example.com",
                    score,
                    random.nextInt(1000),
                    meanMillis,
                    10 * random.nextDouble(),
                    random.nextInt(1_000_000)));
        }
        int length = new ResumeJson("worker").write(new Resume(1, "fingerprint", entries), 0).length;
        assertTrue(length < 10_000_000, () -> length + " bytes");
    }

    private static String ascii(JsonWriter writer) {
        return new String(writer.toByteArray(), StandardCharsets.US_ASCII);
    }
}
