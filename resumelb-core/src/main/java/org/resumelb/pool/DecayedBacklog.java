package org.resumelb.pool;

/**
 * A count of unfinished requests, with a mean that decays at each event (a rise or a fall). Not thread-safe.
 *
 * <p>The arithmetic is zc.resumelb's: after an event, {@code d = d*decay + backlog; n = n*decay + 1; mean = d/n}.
 */
final class DecayedBacklog {
    private int count;
    private double decayedSum;
    private double decayedEvents;
    private double mean;

    void rise(double decay) {
        count++;
        remember(decay);
    }

    void fall(double decay) {
        if (count == 0) {
            throw new IllegalStateException("backlog falls below 0: a lease was released twice");
        }
        count--;
        remember(decay);
    }

    private void remember(double decay) {
        decayedSum = decayedSum * decay + count;
        decayedEvents = decayedEvents * decay + 1;
        mean = decayedSum / decayedEvents;
    }

    int count() {
        return count;
    }

    double mean() {
        return mean;
    }
}
