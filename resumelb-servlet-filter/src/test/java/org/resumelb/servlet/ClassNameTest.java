package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "site1.example", "a b", "caf\u00e9 \u2603 \ud83d\ude00", "100%", "\r\n", "a+b&c=d"})
    void whatWasEncodedIsDecoded(String name) {
        assertEquals(name, ClassName.decode(ClassName.encode(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%4g", "a b", "caf\u00e9", "%C3", "%FF", "%C0%80", "%ED%A0%80", "\t"})
    void malformedNamesAreRefused(String encoded) {
        assertNull(ClassName.decode(encoded));
    }

    @Test
    void namesOfUpTo512CharactersAreTaken() {
        String longest = "\u2603".repeat(512);
        assertEquals(longest, ClassName.decode(ClassName.encode(longest)));
        assertNull(ClassName.decode("x".repeat(513)));
        assertNull(ClassName.decode("x".repeat(1_000_000)));
    }
}
