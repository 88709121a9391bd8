package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resumelb.resume.Skill;

/** Skills are forgotten at once, and learnt again. */
class ForgetTest {
    private final PoolFixture fixture = new PoolFixture();

    @Test
    void afterForgettingAllNobodyIsSkilledUntilAResumeComes() {
        Worker a = fixture.serving("a", Map.of("x", 10.0, "y", 10.0));
        Worker b = fixture.serving("b", Map.of("z", 10.0));
        fixture.pool.forgetAll();

        PoolStatus status = fixture.pool.status();
        assertEquals(0, status.classes());
        assertTrue(status.workers().stream().allMatch(worker -> worker.skills() == 0));

        fixture.pool.learn(b, Map.of("x", Skill.ofScore(10)));
        assertEquals("b:80", fixture.pool.explain("x").worker());
        assertEquals(Set.of(), a.skills().keySet());
    }
}
