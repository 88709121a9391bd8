package org.resumelb.policy;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Long random walks, on each of which a pool must do at every step what the literal reference does. */
class RandomOperationsTest {
    private static final int STEPS = 1_500;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void classicDoesWhatItsRulesSay(long seed) {
        new RandomWalk(seed, ClassicPolicy::new, ReferencePool.classic()).walk(STEPS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leastBacklogDoesWhatItsRulesSay(long seed) {
        new RandomWalk(seed, LeastBacklogPolicy::new, ReferencePool.leastBacklog()).walk(STEPS);
    }
}
