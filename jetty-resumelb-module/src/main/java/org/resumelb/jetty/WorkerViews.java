package org.resumelb.jetty;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.resumelb.jetty.metrics.Sample;
import org.resumelb.pool.PoolStatus.WorkerStatus;

/** Keeps a {@link WorkerView} for each member, as a bean of the load balancer. Called with one sample at a time. */
final class WorkerViews implements Consumer<Sample> {
    private final LoadBalancer balancer;
    private final Map<String, WorkerView> present = new HashMap<>();

    WorkerViews(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    @Override
    public void accept(Sample sample) {
        Map<String, WorkerStatus> members = new HashMap<>();
        sample.status().workers().forEach(worker -> members.put(worker.name(), worker));
        present.entrySet().removeIf(entry -> {
            boolean gone = !members.containsKey(entry.getKey());
            if (gone) {
                balancer.removeBean(entry.getValue());
            }
            return gone;
        });
        members.forEach((name, worker) -> {
            WorkerView view = present.get(name);
            if (view == null) {
                WorkerView added = new WorkerView(balancer, worker, sample);
                present.put(name, added);
                balancer.addBean(added);
            } else {
                view.update(worker, sample);
            }
        });
    }
}
