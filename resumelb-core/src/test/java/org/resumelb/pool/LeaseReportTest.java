package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;

class LeaseReportTest {
    private static final Report REPORT = new Report(3, 12.5, 10);

    private final List<Report> heard = new ArrayList<>();
    private final Pool pool = new Pool(this::listening, PoolSettings.DEFAULTS, () -> 0);

    private Policy listening(PoolView view) {
        Policy policy = new LeastBacklogPolicy(view);
        return (Policy) Proxy.newProxyInstance(
                Policy.class.getClassLoader(), new Class<?>[] {Policy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("released")) {
                        heard.add((Report) arguments[2]);
                    }
                    return method.invoke(policy, arguments);
                });
    }

    private Lease acquired() {
        pool.connected(pool.register(WorkerAddress.parse("http://a:80")), Resume.EMPTY);
        return Objects.requireNonNull(pool.acquire("news"));
    }

    @Test
    void thePolicyHearsWhatTheWorkerSaid() {
        assertTrue(acquired().close(Outcome.SUCCEEDED, REPORT));
        assertEquals(List.of(REPORT), heard);
    }

    @Test
    void onlyTheCallThatEndsTheLeaseIsHeard() {
        Lease lease = acquired();
        assertTrue(lease.close(Outcome.SUCCEEDED));
        assertFalse(lease.close(Outcome.SUCCEEDED, REPORT));
        assertEquals(List.of(Report.NONE), heard);
    }
}
