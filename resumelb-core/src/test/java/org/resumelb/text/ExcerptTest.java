package org.resumelb.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void shortTextStaysAsItIs() {
        assertEquals("site1.example", Excerpt.of("site1.example"));
        assertEquals("", Excerpt.of(null));
        assertEquals("x".repeat(Excerpt.MAX_LENGTH), Excerpt.of("x".repeat(Excerpt.MAX_LENGTH)));
    }

    @Test
    void longTextIsCutAndItsLengthTold() {
        assertEquals("abc... (19000000 characters)", Excerpt.of("abc" + "y".repeat(18_999_997), 3));
    }

    @Test
    void aCutDoesNotSplitACharacter() {
        assertEquals("ab... (4 characters)", Excerpt.of("ab\uD83D\uDE00", 3));
    }

    @Test
    void aTextCannotMakeLinesOfItsOwn() {
        String shown = Excerpt.of("a\r\nWARN forged\u001b[31m\u2028b");
        assertEquals("a??WARN forged?[31m?b", shown);
        assertFalse(shown.contains("\n"));
    }
}
