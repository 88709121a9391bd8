package org.resumelb.pool;

/** Passes each event to one observer and then to another. */
record TwoObservers(PoolObserver first, PoolObserver second) implements PoolObserver {
    @Override
    public void selected(Lease lease) {
        first.selected(lease);
        second.selected(lease);
    }

    @Override
    public void ended(Lease lease, Outcome outcome, long nanos) {
        first.ended(lease, outcome, nanos);
        second.ended(lease, outcome, nanos);
    }

    @Override
    public void refused(Refusal reason) {
        first.refused(reason);
        second.refused(reason);
    }
}
