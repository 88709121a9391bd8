package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.Request;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;

/** Requests to load balancers in turn, and who answered when. Thread-safe. */
final class RecordedRequests {
    private static final int LANES = 12;
    private static final int SITES = 60;
    private static final String DELAYED = "/?delay=20";

    private final Client client = Client.shared();
    private final List<LoadBalancerProcess> balancers;
    private final int getsPerPost;
    private final Queue<Served> served = new ConcurrentLinkedQueue<>();

    private RecordedRequests(List<LoadBalancerProcess> balancers, int getsPerPost) {
        this.balancers = balancers;
        this.getsPerPost = getsPerPost;
    }

    /**
     * An answer.
     *
     * @param balancer index of the load balancer that was asked
     * @param workerPid process of the worker that answered
     */
    record Served(int balancer, long workerPid, long askedNanos, long answeredNanos) {}

    /** GETs, and a POST after every third. */
    static RecordedRequests mixed(List<LoadBalancerProcess> balancers) {
        return new RecordedRequests(balancers, 3);
    }

    /** GETs only. */
    static RecordedRequests gets(List<LoadBalancerProcess> balancers) {
        return new RecordedRequests(balancers, Integer.MAX_VALUE);
    }

    /** Starts a load that lasts until it is stopped. */
    Load start() {
        return Load.start(LANES, this::shoot);
    }

    private Load.Shot shoot(long number) {
        int balancer = (int) (number % balancers.size());
        String url = balancers.get(balancer).url(DELAYED);
        String site = "site" + number % SITES + ".example";
        boolean post = number / balancers.size() % (getsPerPost + 1L) == getsPerPost;
        Request request = post
                ? client.postOf("a text", url).headers(headers -> headers.put("Host", site))
                : client.getFor(site, url);
        long asked = System.nanoTime();
        return new Load.Shot(
                request.getMethod(), client.send(request).thenApply(answer -> record(balancer, asked, answer)));
    }

    private Answer record(int balancer, long asked, Answer answer) {
        if (answer.isOk()) {
            served.add(new Served(balancer, Long.parseLong(answer.header("X-Pid")), asked, System.nanoTime()));
        }
        return answer;
    }

    /** No request that was made to a load balancer once a new worker had answered through it went to an old one. */
    void assertSwitchedOnce(int balancer, List<Long> oldPids) {
        Map<Boolean, List<Served>> byAge = served.stream()
                .filter(answer -> answer.balancer == balancer)
                .collect(Collectors.partitioningBy(answer -> oldPids.contains(answer.workerPid)));
        List<Served> old = byAge.getOrDefault(true, List.of());
        OptionalLong firstNew = byAge.getOrDefault(false, List.of()).stream()
                .mapToLong(Served::answeredNanos)
                .min();
        assertTrue(!old.isEmpty() && firstNew.isPresent(), "both versions have served");
        long late = old.stream()
                .filter(answer -> answer.askedNanos > firstNew.getAsLong())
                .count();
        assertEquals(0, late, "requests to the old version after the switch");
    }
}
