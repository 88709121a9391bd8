package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    @Test
    void eventsHappenInTheOrderOfTheirInstants() {
        SplittableRandom random = new SplittableRandom(1);
        EventQueue queue = new EventQueue();
        List<Long> happened = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            queue.at(random.nextLong(1000), () -> happened.add(queue.now()));
        }
        while (queue.advance()) {
            // All happens in the events.
        }
        assertEquals(5000, happened.size());
        assertEquals(happened.stream().sorted().toList(), happened);
    }

    @Test
    void thePastIsOver() {
        EventQueue queue = new EventQueue();
        queue.at(10, () -> {});
        assertTrue(queue.advance());
        assertThrows(IllegalArgumentException.class, () -> queue.at(9, () -> {}));
    }
}
