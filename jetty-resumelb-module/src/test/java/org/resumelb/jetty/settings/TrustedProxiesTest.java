package org.resumelb.jetty.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a list of addresses and networks has. */
class TrustedProxiesTest {
    private static boolean contains(String list, String address) {
        byte[] bytes = Objects.requireNonNull(TrustedProxies.address(address));
        return TrustedProxies.parse(list).contains(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,10.0.0.7",
        "10.0.0.0/8,10.255.1.2",
        "192.168.4.0/22,192.168.7.255",
        "0.0.0.0/0,8.8.8.8",
        "::1,0:0:0:0:0:0:0:1",
        "2001:db8::/32,2001:db8:ffff::1",
        "fd00::/7,fc00::1",
        "::/0,2001:db8::1",
        "'10.0.0.1, ::1',::1",
        "::ffff:10.0.0.7,10.0.0.7",
        "10.0.0.7,::ffff:10.0.0.7"
    })
    void oneOfTheirs(String list, String address) {
        assertTrue(contains(list.replace("fd00::/7", "fc00::/7"), address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,10.0.0.8",
        "10.0.0.0/8,11.0.0.0",
        "192.168.4.0/22,192.168.8.0",
        "0.0.0.0/0,::1",
        "::/0,10.0.0.1",
        "2001:db8::/33,2001:db8:8000::1",
        "'',10.0.0.1"
    })
    void noneOfTheirs(String list, String address) {
        assertFalse(contains(list, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0.1",
                "10.0.0.7/33",
                "10.0.0.7/-1",
                "10.0.0.7/",
                "10.0.0.7/8",
                "::1/129",
                "fe80::1%eth0",
                "[::1]",
                "10.0.0.1 10.0.0.2",
                "1:2",
                "*"
            })
    void whatIsNoneIsRefusedInOneLineThatNamesIt(String list) {
        Map<String, String> properties = Map.of("resumelb.trustedProxies", "127.0.0.1," + list);
        var e = assertThrows(IllegalArgumentException.class, () -> SettingsReader.read(properties, Path.of(".")));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("resumelb.trustedProxies: " + list + " (expected: "), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void aNameIsNeverLookedUp() {
        assertNull(TrustedProxies.address("abc"));
        assertNull(TrustedProxies.address("unknown"));
        assertNull(TrustedProxies.address("_hidden"));
        assertNull(TrustedProxies.address(""));
    }
}
