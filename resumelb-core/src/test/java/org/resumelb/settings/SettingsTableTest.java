package org.resumelb.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.resumelb.pool.PoolSettings;

class SettingsTableTest {
    @ParameterizedTest
    @MethodSource("all")
    void aDefaultIsOfTheExpectedForm(Setting<?> setting) {
        assertTrue(setting.kind().type().isInstance(setting.defaultValue()));
        assertTrue(setting.name().matches("[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)*"), setting.name());
    }

    static Stream<Setting<?>> all() {
        return Stream.of(SettingsTable.BALANCER, SettingsTable.WORKER, SettingsTable.ZOOKEEPER_SERVER)
                .flatMap(List::stream);
    }

    @Test
    void whatIsLiveCanBeChangedWhileTheLoadBalancerServes() {
        for (Setting<?> setting : SettingsTable.BALANCER) {
            Object value = setting.defaultValue();
            LiveSettings changed = LiveSettings.DEFAULTS.with(Map.of(setting.name(), value));
            assertEquals(PoolSettings.DEFAULTS, changed.pool(), setting.name());
        }
        assertTrue(LiveSettings.NUMBERS.contains("resume.replicaPrice"));
        assertTrue(LiveSettings.NAMES.containsAll(List.of("policy", "classifier", "singleVersion", "canary")));
        assertEquals(new TreeSet<>(LiveSettings.NAMES).size(), LiveSettings.NAMES.size());
    }

    @ParameterizedTest
    @CsvSource({
        "resumelb.wokers, resumelb.workers",
        "resumelb.zookeper.pth, resumelb.zookeeper.path",
        "resumelb.zookeper, resumelb.zookeeper.address"
    })
    void aMisspeltPropertyIsRefusedWithTheNearest(String name, String nearest) {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> SettingsTable.requireKnown(List.of("jetty.http.port", "resumelb.workers", name)));
        assertEquals(name + ": no such setting (expected: " + nearest + "?)", error.getMessage());
    }

    @Test
    void namesOfOthersAreNotJudged() {
        assertDoesNotThrow(() -> SettingsTable.requireKnown(List.of("jetty.http.port", "resumelbx", "java.home")));
    }

    @Test
    void aSecretIsNeverRepeated() {
        SettingValues values = SettingValues.of(Map.of("resumelb.tls.trustStorePassword", "hush"), Path.of(""));
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> values.require(false, TrafficSettings.TRUST_STORE_PASSWORD, "another"));
        assertEquals("resumelb.tls.trustStorePassword: *** (expected: another)", error.getMessage());
    }

    @Test
    void aLongOrBrokenValueIsShownInPartOnOneLine() {
        SettingValues values = SettingValues.of(Map.of("resumelb.maxWaiting", "1\n" + "2".repeat(5_000)), Path.of(""));
        var error = assertThrows(IllegalArgumentException.class, () -> values.get(TrafficSettings.MAX_WAITING));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith("resumelb.maxWaiting: 1?2") && message.length() < 400, message);
    }
}
