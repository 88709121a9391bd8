package org.resumelb.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;

class LiveSettingsTest {
    @Test
    void everySettingArrivesWhereItBelongs() {
        LiveSettings settings = LiveSettings.DEFAULTS.with(Map.of(
                "variance",
                2,
                "backlogHistory",
                20L,
                "unskilledScore",
                0.5,
                "policy",
                "least-backlog",
                "classifier",
                "etc/other.xml",
                "singleVersion",
                true,
                "maxClassShare",
                0.5,
                "canary",
                0.1,
                "unheardOf",
                "ignored"));
        assertEquals(
                new LiveSettings(
                        new PoolSettings(2, 20, 0.5, true, 100_000, 0.5, 0.1), "least-backlog", "etc/other.xml"),
                settings);
        assertEquals(settings, settings.with(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "variance | -1 | variance: -1.0 (expected: a number from 0 to 1000000)",
                "variance | NaN | variance: NaN (expected: a number from 0 to 1000000)",
                "backlogHistory | 0 | backlogHistory: 0 (expected: a whole number from 1 to 1000000)",
                "backlogHistory | 1.5 | backlogHistory: 1.5 (expected: a whole number from 1 to 1000000)",
                "backlogHistory | 1e12 | backlogHistory: 1000000000000 (expected: a whole number from 1 to 1000000)",
                "unskilledScore | 0 | unskilledScore: 0.0 (expected: a number from 1.0E-9 to 1000000000)",
                "resume.freshWorkers | 2.5 | resume.freshWorkers: 2.5 (expected: a whole number from 1 to 1000)",
                "canary | 0.6 | canary: 0.6 (expected: a number from 0 to 0.5)",
                "singleVersion | 1 | singleVersion: 1.0 (expected: true or false)",
                "policy | 7 | policy: 7.0 (expected: one of classic, least-backlog, resume)",
                "classifier | 7 | classifier: 7.0 (expected: a Jetty XML file that builds a `RequestClassifier`)",
            })
    void aWrongNumberIsRefusedByName(String name, double value, String message) {
        var error = assertThrows(IllegalArgumentException.class, () -> LiveSettings.DEFAULTS.with(Map.of(name, value)));
        assertEquals(message, error.getMessage());
    }

    @Test
    void eachParameterOfResumeArrivesUnderItsName() {
        for (ResumeParameter parameter : ResumeParameter.values()) {
            LiveSettings changed = LiveSettings.DEFAULTS.with(Map.of(parameter.key(), parameter.least()));
            ResumeSettings expected = ResumeSettings.DEFAULTS.with(parameter, parameter.least());
            assertEquals(expected, changed.pool().resume());
            assertTrue(LiveSettings.NAMES.contains(parameter.key()), parameter.key());
        }
        assertEquals(ResumeSettings.DEFAULTS, LiveSettings.DEFAULTS.pool().resume());
    }

    @Test
    void aParameterOutOfItsBoundsIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> LiveSettings.DEFAULTS.with(Map.of("resume.replicaPrice", -1)));
        assertEquals("resume.replicaPrice: -1.0 (expected: a number from 0 to 1000)", error.getMessage());
    }

    @Test
    void textIsNoNumber() {
        var error =
                assertThrows(IllegalArgumentException.class, () -> LiveSettings.DEFAULTS.with(Map.of("variance", "2")));
        assertEquals("variance: 2 (expected: a number from 0 to 1000000)", error.getMessage());
    }

    @Test
    void anUnknownPolicyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LiveSettings.DEFAULTS.with(Map.of("policy", "magic")));
    }
}
