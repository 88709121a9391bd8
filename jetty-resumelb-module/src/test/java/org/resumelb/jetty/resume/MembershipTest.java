package org.resumelb.jetty.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.FakeWorker;
import org.resumelb.jetty.testing.FakeWorker.Answer;
import org.resumelb.jetty.testing.ManualScheduler;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;

/** Workers that come, stay and go as discovery reports them. */
class MembershipTest {
    private static final Answer SKILLED = Answer.stream("{\"format\":1,\"classes\":{\"a\":{\"score\":2}}}");

    private final Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, System::nanoTime);
    private final ManualScheduler scheduler = new ManualScheduler();
    private final HttpClient client = new HttpClient();
    private final Reports reports = new Reports();
    private final Membership membership = new Membership(
            reports,
            new StreamContext(client, scheduler, pool, "/.resumelb", null, new ResumeParser(4), () -> "", () -> 0.5));
    private final FakeWorker one = new FakeWorker(SKILLED);
    private final FakeWorker two = new FakeWorker(SKILLED);

    MembershipTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        client.start();
        membership.start();
    }

    @AfterEach
    void stop() throws Exception {
        membership.stop();
        client.stop();
        one.close();
        two.close();
    }

    @Test
    void reportedWorkersBecomeMembersInTheOrderReported() {
        reports.are(two.address(), one.address());
        Await.until(List.of(two.address().name() + " active", one.address().name() + " active"), this::members);
        assertTrue(one.asked().get(0).endsWith(" null"), "no token is sent where there is none");
    }

    @Test
    void aWorkerThatStaysKeepsItsStreamAndItsBacklog() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        Lease lease = Objects.requireNonNull(pool.acquire("a"));
        reports.are(one.address(), two.address());
        Await.until(2, pool::servingWorkers);
        reports.are(two.address(), one.address());
        assertEquals(1, one.streams());
        assertEquals(1, two.streams());
        assertEquals(1, pool.status().backlog());
        lease.close(Outcome.SUCCEEDED);
    }

    @Test
    void aWorkerThatLeavesServesNoMoreAndItsStreamIsClosed() {
        reports.are(one.address(), two.address());
        Await.until(2, pool::servingWorkers);
        reports.are(two.address());
        assertEquals(List.of(two.address().name() + " active"), members());
        reports.are();
        assertEquals(List.of(), members());
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void aWorkerThatComesBackIsAskedAnew() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        reports.are();
        reports.are(one.address());
        Await.until(2, one::streams);
        Await.until(1, pool::servingWorkers);
    }

    @Test
    void aWorkerThatFlapsWhileItHasWorkIsStillTheSame() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        Lease lease = Objects.requireNonNull(pool.acquire("a"));
        reports.are();
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        Lease next = Objects.requireNonNull(pool.acquire("a"));
        assertSame(lease.worker(), next.worker());
        assertEquals(2, pool.status().workers().get(0).backlog());
        lease.close(Outcome.SUCCEEDED);
        next.close(Outcome.SUCCEEDED);
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void aDrainedWorkerThatLeavesAndComesBackIsDrainedUntilItIsUndrained() {
        reports.are(one.address(), two.address());
        Await.until(2, pool::servingWorkers);
        assertTrue(membership.drain(one.address().name(), 0));
        reports.are(two.address());
        assertEquals(List.of(two.address().name() + " active"), members());
        reports.are(one.address(), two.address());
        Await.until(2, one::streams);
        Await.until(
                Set.of(one.address().name() + " draining", two.address().name() + " active"),
                () -> Set.copyOf(members()));
        assertTrue(membership.undrain(one.address().name()));
        Await.until(2, pool::servingWorkers);
    }

    @Test
    void aWorkerUndrainedWhileItIsAwayServesWhenItComesBack() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        assertTrue(membership.drain(one.address().name(), 0));
        reports.are();
        assertTrue(membership.undrain(one.address().name()), "it was known when it was drained");
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
    }

    @Test
    void aDrainedWorkerIsDrainedStillAfterARestart(@TempDir Path base) throws Exception {
        Path file = base.resolve("drained.txt");
        try (Restartable first = new Restartable(file)) {
            first.reports.are(one.address(), two.address());
            assertTrue(first.membership.drain(one.address().name(), 0));
            assertTrue(first.membership.drain(two.address().name(), 0));
            assertTrue(first.membership.undrain(two.address().name()));
        }
        try (Restartable second = new Restartable(file)) {
            second.reports.are(one.address(), two.address());
            Await.until(
                    Set.of(one.address().name() + " draining", two.address().name() + " active"),
                    () -> Set.copyOf(members()));
            assertTrue(second.membership.undrain(one.address().name()));
        }
        assertFalse(Files.exists(file), "nobody is drained");
    }

    /** A load balancer's membership from a start to a stop. */
    private final class Restartable implements AutoCloseable {
        private final Reports reports = new Reports();
        private final Membership membership;

        Restartable(Path file) throws Exception {
            membership = new Membership(
                    reports,
                    new StreamContext(
                            client, scheduler, pool, "/.resumelb", null, new ResumeParser(4), () -> "", () -> 0.5),
                    0,
                    file);
            membership.start();
        }

        @Override
        public void close() throws IOException {
            try {
                membership.stop();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void aWorkerThatNobodyKnowsCannotBeDrained() {
        assertFalse(membership.drain("nobody:1", 0));
        assertFalse(membership.undrain("nobody:1"));
    }

    @Test
    void aWorkerReportedWithAnotherContextIsAskedThere() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        reports.are(one.address("/shop;version=7"));
        Await.until(2, one::streams);
        assertTrue(
                one.asked().get(1).startsWith("GET /shop/.resumelb/resume "),
                one.asked().get(1));
        Await.until(1, pool::servingWorkers);
        assertEquals("7", pool.status().workers().get(0).version());
    }

    @Test
    void aWorkerThatFailedARequestWhileItWasTakenForWellIsAskedAtOnce() {
        one.answers(Answer.page(404));
        reports.are(one.address());
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        Lease lease = Objects.requireNonNull(pool.acquire("a"));
        one.answers(Answer.page(503));
        lease.close(Outcome.FAILED);
        membership.suspect(lease.worker());
        Await.until(0, pool::servingWorkers);
        assertEquals(2, one.asked().size());
    }

    @Test
    void toSuspectAWorkerThatHasLeftDoesNothing() {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        Lease lease = Objects.requireNonNull(pool.acquire("a"));
        reports.are();
        membership.suspect(lease.worker());
        lease.close(Outcome.FAILED);
        assertEquals(1, one.asked().size());
    }

    @Test
    void stoppedItKnowsNoWorkersAndHearsNoReports() throws Exception {
        reports.are(one.address());
        Await.until(1, pool::servingWorkers);
        membership.stop();
        assertTrue(reports.closed);
        assertEquals(List.of(), members());
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void onceStartedTheWorkersKnownBeforehandHaveBeenHeard() throws Exception {
        reports.first = List.of(one.address(), two.address());
        membership.stop();
        membership.start();
        assertEquals(List.of(one.address().name() + " active", two.address().name() + " active"), members());
    }

    private List<String> members() {
        return pool.status().workers().stream()
                .map(worker -> worker.name() + " " + worker.state().word())
                .toList();
    }

    /** Discovery by a test's word. */
    private static final class Reports implements Discovery {
        private Consumer<Collection<WorkerAddress>> listener = members -> {};
        private List<WorkerAddress> first = List.of();
        private boolean closed;

        @Override
        public void start(Consumer<Collection<WorkerAddress>> newListener) {
            listener = newListener;
            listener.accept(first);
        }

        void are(WorkerAddress... members) {
            listener.accept(List.of(members));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
