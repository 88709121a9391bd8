package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatekeeperTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1%0]"})
    void addressesOfThisMachineAreLoopback(String address) {
        assertTrue(Gatekeeper.isLoopback(address));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "10.0.0.1", "localhost", "::", "0.0.0.0", "fe80::1%eth0", "127.0.0.1.evil.example", "a:b"})
    void allOthersAreNotAndNamesAreNotLookedUp(@Nullable String address) {
        assertFalse(Gatekeeper.isLoopback(address));
    }
}
