package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

    @Test
    void theFirstRefusalIsLogged() {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(Gatekeeper.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            Gatekeeper gatekeeper = new Gatekeeper("sesame");
            assertFalse(gatekeeper.admits(stub(HttpServletRequest.class), stub(HttpServletResponse.class)));
            assertFalse(gatekeeper.admits(stub(HttpServletRequest.class), stub(HttpServletResponse.class)));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, logged.size(), logged.toString());
        assertTrue(
                logged.get(0)
                        .startsWith("A request for the résumé from 10.0.0.9 is refused: it does not show the token"),
                logged.get(0));
    }

    /** A request without headers from 10.0.0.9, or a response that takes everything. */
    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("getRemoteAddr") ? "10.0.0.9" : null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void hostsOfThisMachineAreLoopback(String host) {
        assertTrue(Gatekeeper.isLoopbackHost(host));
    }
}
