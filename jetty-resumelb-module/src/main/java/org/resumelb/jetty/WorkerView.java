package org.resumelb.jetty;

import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.ManagedOperation;
import org.eclipse.jetty.util.annotation.Name;
import org.resumelb.jetty.metrics.Sample;
import org.resumelb.jetty.metrics.WorkerTraffic;
import org.resumelb.pool.PoolStatus.WorkerStatus;

/** One worker as JMX shows it: its state at the last sample, at most a second ago. Thread-safe. */
@ManagedObject("A worker of the load balancer")
public final class WorkerView {
    private final String name;
    private final LoadBalancer balancer;
    private volatile WorkerStatus status;
    private volatile WorkerTraffic traffic;

    WorkerView(LoadBalancer balancer, WorkerStatus status, Sample sample) {
        this.name = status.name();
        this.balancer = balancer;
        this.status = status;
        this.traffic = sample.of(name);
    }

    /** Another second has passed. */
    void update(WorkerStatus newStatus, Sample sample) {
        status = newStatus;
        traffic = sample.of(name);
    }

    @ManagedAttribute("active, draining, standby or connecting")
    public String getState() {
        return status.state().word();
    }

    @ManagedAttribute("Why it is not active or has no résumé; empty when all is well")
    public String getReason() {
        return balancer.reason(name);
    }

    @ManagedAttribute("Version of the application, as registered; empty when none is")
    public String getVersion() {
        String version = status.version();
        return version == null ? "" : version;
    }

    @ManagedAttribute("Requests sent to it and not finished")
    public int getBacklog() {
        return status.backlog();
    }

    @ManagedAttribute("Event-decayed mean of its backlog")
    public double getMeanBacklog() {
        return status.meanBacklog();
    }

    @ManagedAttribute(
            "Requests that it says it has in flight, for all load balancers together; -1 when it does not say")
    public int getInFlight() {
        return status.inFlight();
    }

    @ManagedAttribute("Age of its oldest unfinished request, in milliseconds; 0 without one")
    public long getOldestRequestMillis() {
        return status.oldestRequestMillis();
    }

    @ManagedAttribute("Request classes in its résumé")
    public int getSkills() {
        return status.skills();
    }

    @ManagedAttribute("How long it is still left out because it failed requests, in milliseconds; 0 when it is not")
    public long getEjectedForMillis() {
        return status.ejectedForMillis();
    }

    @ManagedAttribute("How long its classes still take to leave it, in milliseconds; 0 when they do not")
    public long getHandoverForMillis() {
        return status.handoverForMillis();
    }

    @ManagedAttribute("Requests that ended there")
    public long getRequests() {
        return traffic.requests();
    }

    @ManagedAttribute("Requests that it failed: lost, timed out, 502, 503, 504")
    public long getFailures() {
        return traffic.failures();
    }

    @ManagedAttribute("Requests that ended there during the last second")
    public double getRequestsPerSecond() {
        return traffic.perSecond();
    }

    @ManagedOperation(value = "Takes work from it; its running requests finish", impact = "ACTION")
    public void drain() {
        balancer.drain(name);
    }

    @ManagedOperation(
            value = "Takes work from it gradually: its classes leave it one after the other",
            impact = "ACTION")
    public void drain(@Name(value = "seconds", description = "how long the classes take to leave") int seconds) {
        balancer.drain(name, seconds);
    }

    @ManagedOperation(value = "Gives it work again", impact = "ACTION")
    public void undrain() {
        balancer.undrain(name);
    }

    /** The worker's name, which becomes part of the MBean's. */
    @Override
    public String toString() {
        return name;
    }
}
