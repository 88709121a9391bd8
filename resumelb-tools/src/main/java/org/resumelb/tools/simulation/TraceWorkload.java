package org.resumelb.tools.simulation;

/** Recorded traffic in its order, again and again. */
final class TraceWorkload implements Workload {
    private final Trace trace;
    private int position;

    TraceWorkload(Trace trace) {
        this.trace = trace;
    }

    @Override
    public Request next() {
        int i = position;
        position = (i + 1) % trace.requests();
        return new Request(trace.requestClass[i], trace.content[i], trace.objects[i], null);
    }

    @Override
    public int sites() {
        return trace.classes.size();
    }

    @Override
    public String nameOf(int site) {
        return trace.classes.get(site);
    }
}
