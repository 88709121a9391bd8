package org.resumelb.tools.simulation;

/**
 * How much of the workers' time was wasted: that in which a worker had nothing to do while a request waited, at a load
 * balancer or at another worker. Not thread-safe.
 */
final class Occupancy {
    private final EventQueue events;
    private int workers;
    private int idle;
    private int held;
    private int queued;
    private long since;
    private double total;
    private double wasted;
    private double wastedByHolding;

    Occupancy(EventQueue events) {
        this.events = events;
    }

    /** Another worker, with nothing to do. */
    void workerAdded() {
        pass();
        workers++;
        idle++;
    }

    /** So many more workers, or fewer, have nothing to do. */
    void idle(int change) {
        pass();
        idle += change;
    }

    /** So many more requests, or fewer, wait at load balancers. */
    void held(int change) {
        pass();
        held += change;
    }

    /** So many more requests, or fewer, wait at workers. */
    void queued(int change) {
        pass();
        queued += change;
    }

    private void pass() {
        double nanos = events.now() - since;
        since = events.now();
        total += nanos * workers;
        if (held > 0) {
            wastedByHolding += nanos * idle;
        }
        if (held + queued > 0) {
            wasted += nanos * idle;
        }
    }

    void beginMeasuring() {
        pass();
        total = 0;
        wasted = 0;
        wastedByHolding = 0;
    }

    /** The share of the workers' time that was wasted. */
    double wasted() {
        pass();
        return total == 0 ? 0 : wasted / total;
    }

    /** The share of the workers' time that was wasted while a request waited at a load balancer. */
    double wastedByHolding() {
        pass();
        return total == 0 ? 0 : wastedByHolding / total;
    }
}
