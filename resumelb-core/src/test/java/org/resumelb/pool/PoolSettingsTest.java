package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PoolSettingsTest {
    private static final PoolSettings DEFAULTS = PoolSettings.DEFAULTS;

    private static void refused(String message, Executable making) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertEquals(new PoolSettings(4.0, 9, 1.0, false, 100_000), DEFAULTS);
    }

    @Test
    void eachSettingCanBeChangedAlone() {
        assertEquals(new PoolSettings(0, 9, 1, false, 100_000), DEFAULTS.withVariance(0));
        assertEquals(new PoolSettings(4, 1, 1, false, 100_000), DEFAULTS.withBacklogHistory(1));
        assertEquals(new PoolSettings(4, 9, 0.1, false, 100_000), DEFAULTS.withUnskilledScore(0.1));
        assertEquals(new PoolSettings(4, 9, 1, true, 100_000), DEFAULTS.withSingleVersion(true));
    }

    @Test
    void senselessValuesAreRefusedWithNameValueAndExpectation() {
        refused("variance: -0.1 (expected: a number >= 0)", () -> DEFAULTS.withVariance(-0.1));
        refused("variance: NaN (expected: a number >= 0)", () -> DEFAULTS.withVariance(Double.NaN));
        refused("variance: Infinity (expected: a number >= 0)", () -> DEFAULTS.withVariance(1 / 0.0));
        refused("backlogHistory: 0 (expected: a whole number >= 1)", () -> DEFAULTS.withBacklogHistory(0));
        refused("unskilledScore: 0.0 (expected: a number > 0)", () -> DEFAULTS.withUnskilledScore(0));
        refused("unskilledScore: NaN (expected: a number > 0)", () -> DEFAULTS.withUnskilledScore(Double.NaN));
        refused("unskilledScore: Infinity (expected: a number > 0)", () -> DEFAULTS.withUnskilledScore(1 / 0.0));
        refused("maxClasses: 0 (expected: a whole number >= 1)", () -> new PoolSettings(4, 9, 1, false, 0));
    }
}
