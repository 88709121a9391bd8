package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** Stories of the {@code resume} policy, told with a pool of a few workers and a clock that the test moves. */
class ResumePolicyTest {
    private static final long MILLI = 1_000_000;

    private long now;
    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);

    @Test
    void withoutWorkersRequestsWait() {
        assertNull(pool.acquire("a"));
        assertNull(pool.explain("a").worker());
    }

    @Test
    void aClassStaysWhereItWentFirst() {
        join(8);
        String first = serve("a", 60);
        for (int i = 0; i < 20; i++) {
            assertEquals(first, serve("a", 10));
        }
    }

    @Test
    void howLongATunnelWasOpenSaysNothingOfTheWorker() {
        join(1);
        for (int i = 0; i < 50; i++) {
            serve("a", 10);
        }
        double before = pool.explain("a").candidates().get(0).score();
        Lease tunnel = Objects.requireNonNull(pool.acquire("a"));
        tunnel.detach();
        now += 600_000 * MILLI;
        tunnel.close(Outcome.SUCCEEDED);
        assertEquals(before, pool.explain("a").candidates().get(0).score(), 1);
    }

    @Test
    void pagesThatDoNotExistDoNotMakeThoseThatDoLookSlow() {
        join(1);
        for (int i = 0; i < 100; i++) {
            serve("a", 10);
        }
        double before = pool.explain("a").candidates().get(0).score();
        for (int i = 0; i < 200; i++) {
            Objects.requireNonNull(pool.acquire("a")).close(Outcome.NOT_FOUND);
            serve("a", 10);
        }
        double after = pool.explain("a").candidates().get(0).score();
        assertTrue(after < before + 1, "what a request of it loses: " + before + ", then " + after);
    }

    @Test
    void manyClassesSpreadOverAllWorkers() {
        join(4);
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            served.merge(serve("class" + i, 20), 1, Integer::sum);
        }
        assertEquals(4, served.size());
        served.values().forEach(count -> assertTrue(count > 50, served::toString));
    }

    @Test
    void aClassThatIsNewDoesNotGoWhereMostIsDone() {
        join(2);
        String busy = serve("large", 20);
        for (int i = 0; i < 500; i++) {
            assertEquals(busy, serve("large", 10));
        }
        Set<String> others = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            others.add(serve("class" + i, 10));
        }
        assertFalse(others.contains(busy), "new classes on the worker that does all the work");
    }

    @Test
    void aClassIsNotSplitWhileItsWorkersFill() {
        join(4);
        Set<String> workers = new HashSet<>();
        ask(0, 36);
        for (int i = 1; i < 1_000; i++) {
            // Nearly all pages are new; they lose much until what they share with others is loaded, as everywhere at
            // first.
            workers.add(i % 5 == 0 ? ask(0, 0) : ask(i, 24));
        }
        assertEquals(1, workers.size());
    }

    @Test
    void aClassWhosePagesComeAgainAndShareNothingIsSplit() {
        join(4);
        Set<String> workers = new HashSet<>();
        Set<String> cached = new HashSet<>();
        for (int i = 0; i < 4_000; i++) {
            int page = i % 3 == 0 ? i / 3 % 4 : (int) (Hashing.mix(i) & 1023);
            String worker = pool.explain(new PoolRequest("a", page * 0x9E3779B1, "", Set.of()))
                    .worker();
            workers.add(ask(page, cached.add(worker + page) ? 36 : 0));
        }
        assertTrue(workers.size() > 1, "workers for pages that share nothing: " + workers);
    }

    /** A request for a page of one class, which loses so much time; returns who served it. */
    private String ask(int page, int missMillis) {
        Lease lease = Objects.requireNonNull(pool.acquire("a", page * 0x9E3779B1, Set.of()));
        now += (4 + missMillis) * MILLI;
        lease.close(Outcome.SUCCEEDED, new Report(-1, 4 + missMillis, missMillis));
        return lease.worker().name();
    }

    @Test
    void loadBalancersAgreeOnTheFirstWorkerWithoutTalking() {
        join(8);
        Pool other = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);
        for (int i = 7; i >= 0; i--) {
            other.connected(other.register(address(i)), Resume.EMPTY);
        }
        for (int i = 0; i < 50; i++) {
            Lease there = Objects.requireNonNull(other.acquire("class" + i));
            assertEquals(serve("class" + i, 10), there.worker().name());
            there.close(Outcome.SUCCEEDED);
        }
    }

    @Test
    void aBusyClassGetsMoreWorkersWhenWaitingCostsMoreThanAColdStart() {
        join(4);
        for (int i = 0; i < 50; i++) {
            serve("hot", 10);
        }
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            open.add(Objects.requireNonNull(pool.acquire("hot")));
        }
        long workers = open.stream().map(Lease::worker).distinct().count();
        assertTrue(workers > 1, "workers: " + workers);
    }

    @Test
    void aClassThatWaitsALittleAgainAndAgainGetsAnotherWorkerInTheEnd() {
        join(4);
        Lease first = Objects.requireNonNull(pool.acquire("hot"));
        now += 100 * MILLI;
        first.close(Outcome.SUCCEEDED, new Report(0, 100, 90));
        for (int i = 0; i < 500; i++) {
            assertEquals(1, workersOfABatch("hot", 1));
        }
        assertEquals(1, workersOfABatch("hot", 3), "a cold start costs more than waiting once");
        long workers = 1;
        for (int i = 0; workers == 1 && i < 100; i++) {
            workers = workersOfABatch("hot", 3);
        }
        assertTrue(workers > 1, "waiting has cost more than a cold start by now");
    }

    @Test
    void aClassThatNeverWaitsStaysWhereItIs() {
        join(4);
        serve("calm", 100);
        String home = serve("calm", 10);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(home, serve("calm", 10));
        }
    }

    /** Sends so many requests at a time, which are served one after the other, 10 ms each, and counts the workers that get them. */
    private long workersOfABatch(String requestClass, int requests) {
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            open.add(Objects.requireNonNull(pool.acquire(requestClass)));
        }
        for (Lease lease : open) {
            now += 10 * MILLI;
            lease.close(Outcome.SUCCEEDED, new Report(0, 10, 0));
        }
        return open.stream().map(Lease::worker).distinct().count();
    }

    @Test
    void aNewWorkerLearnsFewClassesAtATimeAndMoreTheMoreItKnows() {
        join(2);
        for (int i = 0; i < 200; i++) {
            serve("class" + i, 20);
        }
        for (int i = 0; i < 2000; i++) {
            var unused = pool.acquire("class" + i % 200);
        }
        Worker fresh = pool.register(address(2));
        pool.connected(fresh, Resume.EMPTY);
        List<Integer> learnt = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            List<Lease> open = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Lease lease = pool.acquire("class" + i);
                if (lease != null && lease.worker() == fresh) {
                    open.add(lease);
                }
            }
            learnt.add((int) open.stream().map(Lease::requestClass).distinct().count());
            now += 20_000_000;
            open.forEach(lease -> lease.close(Outcome.SUCCEEDED));
        }
        assertEquals(2, learnt.get(0), learnt::toString);
        assertTrue(learnt.get(1) > learnt.get(0), learnt::toString);
        assertTrue(learnt.get(1) <= 6, learnt::toString);
        assertTrue(learnt.get(3) > learnt.get(1), learnt::toString);
    }

    @Test
    void theWorkerThatSaysItIsWarmIsPreferred() {
        List<Worker> workers = join(4);
        Worker warm = workers.get(2);
        pool.learn(warm, Map.of("a", new Skill(100, 50, 10, 0, 0)));
        assertEquals(warm.name(), serve("a", 10));
    }

    @Test
    void aNewLoadBalancerKnowsFromResumesWhereClassesAreWarm() {
        List<Worker> workers = join(8);
        for (int i = 0; i < 100; i++) {
            pool.learn(workers.get(i % 8), Map.of("class" + i, new Skill(100, 50, 10, 0, 0)));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(workers.get(i % 8).name(), serve("class" + i, 10));
        }
    }

    @Test
    void aWorkerThatAnswersErrorsInNoTimeDoesNotAttractTraffic() {
        join(2);
        for (int i = 0; i < 20; i++) {
            serve("a", 20);
        }
        Lease first = Objects.requireNonNull(pool.acquire("a"));
        first.close(Outcome.ERROR);
        String failing = first.worker().name();
        int failures = 1;
        for (int i = 0; i < 100; i++) {
            Lease lease = Objects.requireNonNull(pool.acquire("a"));
            boolean fails = lease.worker().name().equals(failing);
            failures += fails ? 1 : 0;
            now += fails ? MILLI / 10 : 20 * MILLI;
            lease.close(fails ? Outcome.ERROR : Outcome.SUCCEEDED);
        }
        assertTrue(failures < 60, "failures: " + failures);
    }

    @Test
    void anAbortedRequestSaysNothingOfTheWorker() {
        join(2);
        String worker = serve("a", 20);
        for (int i = 0; i < 20; i++) {
            Lease lease = Objects.requireNonNull(pool.acquire("a"));
            now += 5000 * MILLI;
            lease.close(Outcome.ABORTED);
        }
        assertEquals(worker, serve("a", 20));
    }

    @Test
    void excludedWorkersAreNotChosen() {
        List<Worker> workers = join(6);
        String usual = serve("a", 10);
        Set<Worker> excluded = Set.of(worker(workers, usual));
        Lease lease = Objects.requireNonNull(pool.acquire("a", 0, excluded));
        assertNotEquals(usual, lease.worker().name());
        assertNull(pool.acquire("a", 0, Set.copyOf(workers)));
    }

    @Test
    void timesThatCannotBeMeantSpoilNothing() {
        List<Worker> workers = join(2);
        pool.learn(workers.get(0), Map.of("a", Skill.ofScore(1e-300)));
        pool.learn(
                workers.get(1), Map.of("a", new Skill(10, 20, -1e9, -5, 0), "b", new Skill(1e-300, 20, 1e300, 5, 0)));
        for (int i = 0; i < 40; i++) {
            serve("a", 10);
            serve("b", 10);
        }
        for (String name : List.of("a", "b", "c")) {
            pool.explain(name).candidates().forEach(candidate -> assertEquals(0, candidate.score(), 1_000, name));
        }
    }

    @Test
    void aLeavingWorkerMovesOnlyItsOwnClasses() {
        List<Worker> workers = join(8);
        Map<String, String> before = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            before.put("class" + i, serve("class" + i, 10));
        }
        String gone = workers.get(3).name();
        pool.unregister(workers.get(3));
        before.forEach((name, worker) -> {
            if (!worker.equals(gone)) {
                assertEquals(worker, serve(name, 10));
            }
        });
    }

    @Test
    void aNewWorkerGetsItsFairShareOfTheClassesUnderLightLoad() {
        join(4);
        for (int i = 0; i < 2000; i++) {
            serve("class" + i % 100, 10);
        }
        Worker added = pool.register(address(4));
        pool.connected(added, Resume.EMPTY);
        int there = 0;
        for (int i = 0; i < 200; i++) {
            there += serve("class" + i % 100, 10).equals(added.name()) ? 1 : 0;
        }
        assertTrue(there > 20 && there < 80, "of 200 requests: " + there);
    }

    @Test
    void aWorkerThatComesBackWithItsResumeTakesNothingOver() {
        join(4);
        Map<String, String> before = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            before.put("class" + i, serve("class" + i, 10));
        }
        Worker added = pool.register(address(4));
        pool.connected(added, Resume.ofScores(Map.of("another", 10.0)));
        before.forEach((name, worker) -> assertEquals(worker, serve(name, 10)));
    }

    @Test
    void untilItIsKnownHowManyAWorkerServesAtATimeItGetsAFewTensAndTheRestWaits() {
        join(2);
        int sent = 0;
        for (int i = 0; i < 1000; i++) {
            sent += pool.acquire("flood") == null ? 0 : 1;
        }
        assertEquals(64, sent);
        assertNull(pool.explain("flood").worker());
        assertTrue(pool.explain("flood").reason().startsWith("waits until w"));
    }

    @Test
    void whoServesOneAtATimeIsSentOneMoreAndNoMoreThanThat() {
        join(1);
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            while (open.size() < 1 + i % 20) {
                Lease lease = pool.acquire("a");
                if (lease == null) {
                    break;
                }
                open.add(lease);
            }
            now += 10 * MILLI;
            open.remove(0).close(Outcome.SUCCEEDED);
        }
        open.forEach(lease -> lease.close(Outcome.ABORTED));
        int sent = 0;
        while (pool.acquire("a") != null) {
            sent++;
        }
        assertEquals(2, sent, 1);
    }

    @Test
    void whatWasLearntUnderAnotherClassifierIsForgotten() {
        join(4);
        for (int i = 0; i < 50; i++) {
            serve("class" + i, 10);
        }
        pool.forgetAll();
        assertEquals(0, pool.status().classes());
        serve("class1", 10);
        assertEquals(1, pool.status().classes());
    }

    @Test
    void leasesOfAWorkerThatLeftMayEndLater() {
        List<Worker> workers = join(1);
        Lease lease = Objects.requireNonNull(pool.acquire("a"));
        pool.unregister(workers.get(0));
        assertTrue(lease.close(Outcome.FAILED));
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void classesRememberedAreBounded() {
        Pool small = new Pool(Policies.named("resume"), new PoolSettings(4, 9, 1, false, 10), () -> now);
        small.connected(small.register(address(0)), Resume.EMPTY);
        for (int i = 0; i < 100; i++) {
            Objects.requireNonNull(small.acquire("class" + i)).close(Outcome.SUCCEEDED);
        }
        assertEquals(10, small.status().classes());
    }

    @Test
    void anExplanationChangesNothingAndNamesWhomTheNextRequestGets() {
        join(5);
        for (int i = 0; i < 50; i++) {
            String name = "class" + i % 7;
            int classes = pool.status().classes();
            Explanation explanation = pool.explain(name);
            assertEquals(classes, pool.status().classes());
            assertEquals(explanation.worker(), serve(name, 10));
            assertTrue(explanation.candidates().stream()
                    .anyMatch(it -> it.verdict().equals("chosen")));
        }
    }

    private List<Worker> join(int count) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Worker worker = pool.register(address(i));
            pool.connected(worker, Resume.EMPTY);
            workers.add(worker);
        }
        return workers;
    }

    private static WorkerAddress address(int number) {
        return new WorkerAddress("http", "w" + number, 8080, "", null);
    }

    private static Worker worker(List<Worker> workers, String name) {
        return workers.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    /** Serves one request alone, and returns who did. */
    private String serve(String requestClass, long millis) {
        Lease lease = Objects.requireNonNull(pool.acquire(requestClass));
        now += millis * MILLI;
        lease.close(Outcome.SUCCEEDED);
        return lease.worker().name();
    }
}
