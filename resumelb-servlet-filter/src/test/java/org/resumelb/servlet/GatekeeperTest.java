package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatekeeperTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "127.255.0.99",
                "::1",
                "::ffff:127.0.0.1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "[0:0:0:0:0:0:0:1%0]"
            })
    void addressesOfThisMachineAreLoopback(String address) {
        assertTrue(Gatekeeper.isLoopback(address));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "10.0.0.1",
                "localhost",
                "::",
                "0.0.0.0",
                "fe80::1%eth0",
                "127.0.0.1.evil.example",
                "127.0.0.1.be",
                "127.0.0.256",
                "127.1",
                "ad.be",
                "a:b"
            })
    void allOthersAreNotAndNamesAreNotLookedUp(@Nullable String address) {
        assertFalse(Gatekeeper.isLoopback(address));
        assertEquals("localhost".equals(address), Gatekeeper.isLoopbackHost(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void hostsOfThisMachineAreLoopback(String host) {
        assertTrue(Gatekeeper.isLoopbackHost(host));
    }
}
