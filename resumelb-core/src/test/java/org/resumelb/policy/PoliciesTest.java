package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;

class PoliciesTest {
    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog"})
    void aPolicyIsFoundByItsName(String name) {
        Pool pool = new Pool(Policies.named(name), PoolSettings.DEFAULTS, () -> 0);
        assertEquals(name, pool.status().policy());
        assertEquals(name, pool.explain("news").policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Classic", "round-robin"})
    void anUnknownNameIsRefusedWithTheNamesThereAre(String name) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Policies.named(name));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("policy: " + name + " (expected: one of "), message);
        assertTrue(message.contains("classic, least-backlog"), message);
    }
}
