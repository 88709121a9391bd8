package org.resumelb.tryout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void withoutArgumentsTheDefaultsHold() {
        assertEquals(new Options(8080, 8090, 4, 0), Options.parse());
    }

    @Test
    void valuesFollowWithABlankOrAnEqualsSign() {
        assertEquals(
                new Options(1, 2, 3, 4),
                Options.parse("--port", "1", "--admin-port=2", "--workers", "3", "--seconds=4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=1 | --prot=1: unknown (expected: one of --admin-port, --port, --seconds, --workers)",
                "--port=x | --port: x (expected: a whole number)",
                "--port | --port:  (expected: a whole number)",
                "--admin-port=8080 | --admin-port: 8080 (expected: another than --port)",
                "--workers=1 | --workers: 1 (expected: a whole number from 2 to 16)"
            })
    void whatIsWrongIsNamed(String argument, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> Options.parse(argument));
        assertEquals(message, e.getMessage());
    }
}
