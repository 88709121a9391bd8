package org.resumelb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said on a harness's command line. */
class HarnessOptionsTest {
    private static final List<String> DEFAULTS = List.of("--rounds", "5", "--clients", "16,32", "--log", "");

    @Test
    void whatIsNotSaidIsAsByDefault() {
        HarnessOptions options = new HarnessOptions(DEFAULTS, "--rounds", "3");
        assertEquals(3, options.number("--rounds", 1));
        assertArrayEquals(new int[] {16, 32}, options.numbers("--clients"));
        assertEquals(List.of(), options.list("--log"));
    }

    @Test
    void wrongOnesAreNamedWithWhatIsExpected() {
        assertEquals("--rounds: -1 (expected: a whole number from 1 on)", fails("--rounds", "-1"));
        assertEquals("--rounds: many (expected: a whole number from 1 on)", fails("--rounds", "many"));
        assertEquals("--rounds: 0 (expected: a whole number from 1 on)", fails("--rounds", "0"));
        assertEquals(
                "--clients: 0 (expected: whole numbers from 1 on, with commas between)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> options("--clients", "16,0").numbers("--clients"))
                        .getMessage());
        assertEquals(
                "--other (expected: a value after one of --rounds, --clients, --log)",
                assertThrows(IllegalArgumentException.class, () -> options("--other", "1"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> options("--rounds"));
    }

    private static String fails(String... arguments) {
        HarnessOptions options = options(arguments);
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> options.number("--rounds", 1))
                .getMessage());
    }

    private static HarnessOptions options(String... arguments) {
        return new HarnessOptions(DEFAULTS, arguments);
    }
}
