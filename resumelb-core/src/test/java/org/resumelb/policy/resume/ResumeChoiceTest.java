package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resumelb.pool.WaitingWalk;

/** Each choice in long random walks is the one that the rule, written down literally, makes. */
class ResumeChoiceTest {
    private static final int STEPS = 3_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(101, 140);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resumeChoosesWhatItsRuleSays(long seed) {
        int[] compared = {0};
        new WaitingWalk(seed, pool -> new CheckedPolicy(pool, compared), true).walk(STEPS);
        assertTrue(compared[0] > STEPS / 10, "compared " + compared[0]);
    }
}
