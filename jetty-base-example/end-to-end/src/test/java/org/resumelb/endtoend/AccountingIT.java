package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RemoteJmx;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** However requests end, each is counted and nothing of it is left. */
class AccountingIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofSeconds(60);
    private static final int REQUESTS = Integer.getInteger("resumelb.accounting.requests", 40_000);
    private static final int CONCURRENCY = 48;
    private static final int IDLE_TIMEOUT_MILLIS = 5_000;
    /** Sockets that come and go with status pages and remote JMX. */
    private static final int FEW_FILES = 6;

    private static LoadBalancerProcess balancer;

    @BeforeAll
    static void start() {
        WorkerProcess one = PROCESSES.worker("one").start();
        WorkerProcess other = PROCESSES.worker("other").start();
        balancer = PROCESSES.loadBalancer("accounting").with("resumelb.idleTimeout", IDLE_TIMEOUT_MILLIS);
        one.awaitStarted();
        other.awaitStarted();
        balancer.start(one, other).awaitServing(2);
    }

    @Test
    void afterManyMixedRequestsNothingIsLeft() throws Exception {
        try (RemoteJmx jmx = balancer.jmx()) {
            Load load;
            long openFiles;
            try (Client client = new Client()) {
                client.get(balancer.url("/"));
                openFiles = jmx.openFiles();
                MixedRequests requests = new MixedRequests(client, balancer.url("/"));
                load = Load.start(CONCURRENCY, REQUESTS, requests::shoot).join(LIMIT);
            }
            MixedRequests.assertEndedAsTheyShould(load);
            assertEquals(REQUESTS, load.count());

            balancer.awaitRest(REST);
            assertEquals(0, jmx.get("backlog"));
            assertEquals(0, jmx.get("waiting"));
            Await.until(
                    "no more files and sockets are open than " + openFiles,
                    REST,
                    () -> jmx.openFiles() <= openFiles + FEW_FILES);
            // One whose last requests all timed out is left out for some seconds.
            balancer.awaitServing(2);
        }
    }
}
