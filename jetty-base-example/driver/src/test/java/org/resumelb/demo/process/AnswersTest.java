package org.resumelb.demo.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the servers tell is understood. */
final class AnswersTest {
    @Test
    void activeWorkersAreCountedInTheBalancersStatus() {
        String status = "{\"policy\":\"classic\",\"version\":null,\"backlog\":0,\"meanBacklog\":0.5,\"waiting\":0,"
                + "\"classifier\":{\"description\":\"host\",\"state\":\"active\"},"
                + "\"workers\":[{\"name\":\"a:1\",\"state\":\"active\",\"skills\":3},"
                + "{\"name\":\"b:1\",\"state\":\"connecting\",\"more\":{\"state\":\"active\"}},"
                + "{\"name\":\"c:1\",\"state\":\"active\"}],\"classes\":9}";
        assertEquals(new BalancerStatus("classic", 2), BalancerStatus.parse(status));
    }

    @Test
    void aBalancerWithoutWorkersHasNoneActive() {
        assertEquals(new BalancerStatus("classic", 0), BalancerStatus.parse("{\"workers\":[],\"policy\":\"classic\"}"));
    }

    @Test
    void aWorkersCountersAreReadWithItsIds() {
        assertEquals(
                new WorkerStats(5, 20, 7, Set.of(-3L, 9_000_000_000L)),
                WorkerStats.parse("{\"requests\":5,\"lookups\":20,\"loads\":7,\"capacity\":10,\"cached\":2,"
                        + "\"ids\":[-3,9000000000]}"));
    }

    @Test
    void brokenAnswersAreErrors() {
        assertThrows(DemoException.class, () -> WorkerStats.parse("{\"requests\":x}"));
        assertThrows(DemoException.class, () -> BalancerStatus.parse("<html>"));
    }
}
