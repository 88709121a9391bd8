package org.resumelb.tools.simulation;

/** The requests of a workload, each from the next of many clients, as load balancers see them. Not thread-safe. */
final class OfManyClients implements Workload {
    private final Workload workload;
    private final int clients;
    private int last;

    OfManyClients(Workload workload, int clients) {
        this.workload = workload;
        this.clients = clients;
    }

    @Override
    public Request next() {
        last = (last + 1) % clients;
        Request request = workload.next();
        request.clientName = "client" + last;
        return request;
    }

    @Override
    public int sites() {
        return workload.sites();
    }

    @Override
    public String nameOf(int site) {
        return workload.nameOf(site);
    }
}
