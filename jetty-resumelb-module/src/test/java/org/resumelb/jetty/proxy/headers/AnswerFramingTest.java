package org.resumelb.jetty.proxy.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFramingTest {
    @ParameterizedTest
    @CsvSource({
        "true, 7, 7, true",
        "true, 7, 6, false",
        "true, -1, 7, false",
        "true, 0, 0, true",
        "false, 7, 0, true",
        "false, -1, 0, true"
    })
    void theEndIsKnownFromTheHeadWhereItTellsTheLength(boolean hasBody, long length, long bytes, boolean ended) {
        assertEquals(ended, new AnswerFraming(hasBody, length, 200, true).hasEndedAt(bytes));
    }
}
