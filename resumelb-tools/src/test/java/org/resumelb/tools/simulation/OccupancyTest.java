package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OccupancyTest {
    private final EventQueue events = new EventQueue();
    private final Occupancy occupancy = new Occupancy(events);

    private void pass(long nanos) {
        events.after(nanos, () -> {});
        events.advance();
    }

    @Test
    void aWorkerWithNothingToDoIsWastedOnlyWhileARequestWaits() {
        occupancy.workerAdded();
        occupancy.workerAdded();
        occupancy.idle(-1);
        pass(40);
        assertEquals(0, occupancy.wasted());
        occupancy.queued(1);
        pass(10);
        assertEquals(0.1, occupancy.wasted());
        assertEquals(0, occupancy.wastedByHolding());
        occupancy.queued(-1);
        occupancy.held(1);
        pass(50);
        assertEquals(0.3, occupancy.wasted(), 1e-9);
        assertEquals(0.25, occupancy.wastedByHolding(), 1e-9);
    }

    @Test
    void whatWasBeforeMeasuringBeganIsForgotten() {
        occupancy.workerAdded();
        occupancy.held(1);
        pass(100);
        occupancy.beginMeasuring();
        assertEquals(0, occupancy.wasted());
        occupancy.held(-1);
        pass(100);
        assertEquals(0, occupancy.wasted());
    }
}
