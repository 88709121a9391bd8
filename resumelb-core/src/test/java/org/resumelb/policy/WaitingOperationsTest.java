package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.resumelb.pool.WaitingWalk;

/** Long random walks with requests that wait, by each policy, with and without being asked why. */
class WaitingOperationsTest {
    private static final int STEPS = 3_000;

    static Stream<Arguments> walks() {
        return Policies.names().stream()
                .flatMap(policy ->
                        Stream.iterate(1L, seed -> seed + 1).limit(20).map(seed -> Arguments.of(policy, seed)));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void whatMustHoldHoldsAndAnExplanationForetellsAndChangesNothing(String policy, long seed) {
        List<String> explained = new WaitingWalk(seed, Policies.named(policy), true).walk(STEPS);
        assertTrue(explained.size() > STEPS / 4, "told " + explained.size());
        assertEquals(new WaitingWalk(seed, Policies.named(policy), false).walk(STEPS), explained);
    }
}
