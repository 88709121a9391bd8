package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** A load balancer that is killed knows its workers' skills again before it serves its first request. */
class RestartIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CLASSES = 100;
    private static final int MOST_STRAYS = 8;

    private static final List<WorkerProcess> WORKERS = new ArrayList<>();
    private static LoadBalancerProcess balancer;

    @BeforeAll
    static void start() {
        WORKERS.clear();
        for (int i = 0; i < 4; i++) {
            WORKERS.add(PROCESSES.worker("worker").start());
        }
        balancer = PROCESSES.loadBalancer("restart");
        WORKERS.forEach(WorkerProcess::awaitStarted);
        balancer.start(WORKERS.toArray(WorkerProcess[]::new)).awaitServing(WORKERS.size());
    }

    @Test
    void theFirstRequestsAfterAKillGoToTheWorkersThatWereSkilled() {
        Load load = Load.start(
                4, 10 * CLASSES, number -> new Load.Shot("GET", CLIENT.send(CLIENT.getFor(site(number), url()))));
        assertEquals(load.join(LIMIT).count(), load.count("GET", "200"), load::toString);
        Map<String, Set<String>> skilled = skilledWorkers();
        assertEquals(CLASSES, skilled.size());
        assertTrue(new HashSet<>(skilled.values()).size() > 1, "workers differ in their skills");

        balancer.process().kill();
        balancer.start();

        List<String> strays = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            String site = site(number);
            Answer answer = number == 0 ? firstAnswer(site) : CLIENT.await(CLIENT.getFor(site, url()));
            assertEquals(200, answer.status());
            if (!skilled.getOrDefault(site, Set.of()).contains(answer.worker())) {
                strays.add("request " + number + " for " + site + " went to " + answer.worker());
            }
        }
        // The first requests through a JVM that has just started are slow, which may look like a cold worker.
        assertTrue(strays.size() <= MOST_STRAYS, strays::toString);
        assertAllWereHeardBeforeItListened();
    }

    private static void assertAllWereHeardBeforeItListened() {
        String log = balancer.process().log();
        int listens = log.indexOf(url().substring("http://".length(), url().length() - 1) + "}");
        int lastHeard = log.lastIndexOf(" is connected, skilled at ");
        assertTrue(0 < lastHeard && lastHeard < listens, log);
    }

    private static String url() {
        return balancer.url("/");
    }

    private static String site(long number) {
        return "site" + number % CLASSES + ".example";
    }

    /** The answer to the first request that finds the port open. */
    private static Answer firstAnswer(String site) {
        List<Answer> answers = new ArrayList<>();
        Await.until("the load balancer answers", LIMIT, () -> {
            answers.add(CLIENT.await(CLIENT.getFor(site, url())));
            return answers.get(answers.size() - 1).failure() == null;
        });
        return answers.get(answers.size() - 1);
    }

    /** By class, as the workers themselves say it. */
    private static Map<String, Set<String>> skilledWorkers() {
        Map<String, Set<String>> skilled = new HashMap<>();
        for (WorkerProcess worker : WORKERS) {
            String resume = CLIENT.get(worker.url() + "/.resumelb/resume").body();
            LoadBalancerProcess.json(resume)
                    .get("classes")
                    .fieldNames()
                    .forEachRemaining(name -> skilled.computeIfAbsent(name, key -> new HashSet<>())
                            .add(worker.name()));
        }
        return skilled;
    }
}
