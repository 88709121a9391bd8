package org.resumelb.jetty.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.jetty.testing.FakeWorker;
import org.resumelb.jetty.testing.FakeWorker.Answer;
import org.resumelb.jetty.testing.ManualScheduler;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.PoolStatus.WorkerStatus;

/** What the load balancer hears of a worker, and what it makes of it. */
class ResumeStreamTest {
    private static final String TWO_SKILLS = """
            {"format":1,"worker":"w","generation":9,"classifier":"ours","inFlight":3,\
            "classes":{"a":{"score":2,"requests":1},"b":{"score":3,"requests":1}}}""";

    private final Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, System::nanoTime);
    private final ManualScheduler scheduler = new ManualScheduler();
    private final HttpClient client = new HttpClient();
    private final AtomicLong nanoClock = new AtomicLong();
    private final CapturedLog log = new CapturedLog();
    private @Nullable FakeWorker worker;
    private @Nullable ResumeStream stream;

    @BeforeEach
    void start() throws Exception {
        client.start();
        client.getContentDecoderFactories().clear();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        client.stop();
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void aWorkerServesAsSoonAsItsResumeIsHere() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        assertEquals(
                List.of("GET /.resumelb/resume text/event-stream, application/json;q=0.5 Bearer s3cret"),
                answering.asked());
        Await.until(1, () -> log.linesWith("is connected, skilled at 2 classes").size());
    }

    @Test
    void changedSkillsAreAddedToTheResume() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("skills", "{\"format\":1,\"classes\":{\"b\":{\"score\":9},\"c\":{\"score\":1}}}");
        Await.until("active, 3 skills, 3 in flight", this::state);
    }

    @Test
    void aHeartbeatSaysWhatIsInFlight() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("load", "{\"inFlight\":11}");
        Await.until("active, 2 skills, 11 in flight", this::state);
    }

    @Test
    void aNewResumeReplacesTheOldOne() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("resume", "{\"format\":1,\"inFlight\":0,\"classes\":{\"z\":{\"score\":1}}}");
        Await.until("active, 1 skills, 0 in flight", this::state);
    }

    @Test
    void anUnknownEventIsIgnored() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("news", "no résumé");
        answering.send("load", "{\"inFlight\":1}");
        Await.until("active, 2 skills, 1 in flight", this::state);
        assertEquals(List.of(), log.linesWith("refused"));
    }

    @Test
    void theEndOfTheStreamTakesTheWorkerOutUntilItIsReachedAgain() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.endStream();
        Await.until(List.of(100L), scheduler::delaysMillis);
        assertTrue(state().startsWith("connecting"), state());
        scheduler.advance(100);
        Await.until("active, 2 skills, 3 in flight", this::state);
        assertEquals(2, answering.streams());
        Await.until(
                1,
                () -> log.linesWith("is not in service: its résumé stream ended")
                        .size());
    }

    @Test
    void whoeverIsLostIsAskedAgainAfterGrowingPauses() throws Exception {
        FakeWorker answering = connect(Answer.page(503));
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 7; attempt++) {
            int expected = attempt;
            Await.until(expected, () -> answering.asked().size());
            Await.until(1, () -> scheduler.delaysMillis().size());
            pauses.addAll(scheduler.delaysMillis());
            assertTrue(state().startsWith("connecting"), state());
            scheduler.advance(pauses.get(pauses.size() - 1));
        }
        assertEquals("503: starting or stopping?", connected().reason());
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L), pauses);
        Await.until(1, () -> log.linesWith("is not in service").size());
    }

    @Test
    void aWorkerThatBecomesReadyServes() throws Exception {
        FakeWorker answering = connect(Answer.page(503));
        Await.until(List.of(100L), scheduler::delaysMillis);
        answering.answers(Answer.stream(TWO_SKILLS));
        scheduler.advance(100);
        Await.until("active, 2 skills, 3 in flight", this::state);
        nanoClock.addAndGet(ServiceTime.STEADY_NANOS);
        answering.endStream();
        // The pauses began anew.
        Await.until(List.of(100L), scheduler::delaysMillis);
    }

    @Test
    void aStreamThatEndsAgainAndAgainIsAskedForAfterGrowingPausesAndToldAFewTimes() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        List<Long> pauses = new ArrayList<>();
        for (int end = 1; end <= 10; end++) {
            int streams = end;
            Await.until(streams, answering::streams);
            Await.until("active, 2 skills, 3 in flight", this::state);
            answering.endStream();
            Await.until(1, () -> scheduler.delaysMillis().size());
            pauses.addAll(scheduler.delaysMillis());
            scheduler.advance(pauses.get(pauses.size() - 1));
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_600L, 2_000L), pauses.subList(0, 6));
        Await.until("active, 2 skills, 3 in flight", this::state);
        assertEquals(4, log.linesWith("is connected, skilled").size());
        assertEquals(3, log.linesWith("is not in service").size());
        assertEquals(
                1, log.linesWith("comes and goes; this is not logged again").size());
        nanoClock.addAndGet(ServiceTime.STEADY_NANOS);
        answering.send("load", "{\"inFlight\":3}");
        Await.until(1, () -> log.linesWith("now stays connected").size());
    }

    @ParameterizedTest
    @CsvSource({"401,401: token?", "403,403: token?", "404,404: no filter?", "501,501: no résumé"})
    void whyThereIsNoResumeIsKeptInAFewWordsAndToldOnce(int status, String reason) throws Exception {
        FakeWorker answering = connect(Answer.page(status));
        for (int asked = 1; asked <= 3; asked++) {
            int times = asked;
            Await.until(times, () -> answering.asked().size());
            Await.until(List.of(5_000L), scheduler::delaysMillis);
            assertEquals(reason, connected().reason());
            if (asked == 3) {
                answering.answers(Answer.stream(TWO_SKILLS));
            }
            scheduler.advance(5_000);
        }
        assertEquals(1, log.linesWith("WARN").size());
        Await.until("", () -> connected().reason());
    }

    @Test
    void whoeverRefusesTheConnectionOrDoesNotSpeakHttp2IsTold() throws Exception {
        connect(WorkerAddress.parse("http://localhost:" + unusedPort()));
        Await.until(List.of(100L), scheduler::delaysMillis);
        assertEquals("connection refused", connected().reason());
    }

    @Test
    void aWorkerThatStopsInGoodOrderIsNoWarning() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.endStream();
        Await.until(
                1,
                () -> log.linesWith("is not in service: its résumé stream ended")
                        .size());
        assertEquals(List.of(), log.linesWith("WARN"));
    }

    @Test
    void anEncodedResumeIsNotDecodedAndItsWorkerServesAsUnskilled() throws Exception {
        FakeWorker answering = connect(new Answer(200, "text/event-stream", "x", false, "gzip"));
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        assertEquals("active, 0 skills, -1 in flight", state());
        assertEquals(
                "its résumé is encoded as gzip (expected: no encoding)",
                connected().reason());
        assertEquals(List.of("identity"), answering.encodingsAccepted());
    }

    @Test
    void aResumeWithoutEndIsRefusedEarlyAndAskedForAfterGrowingPauses() throws Exception {
        String endless = "{\"format\":1,\"x\":\"" + "y".repeat(1 << 20);
        FakeWorker answering = connect(Answer.stream(endless));
        List<Long> pauses = new ArrayList<>();
        for (int asked = 1; asked <= 8; asked++) {
            int times = asked;
            Await.until(times, answering::streams);
            Await.until(1, () -> scheduler.delaysMillis().size());
            pauses.addAll(scheduler.delaysMillis());
            assertEquals("active, 0 skills, -1 in flight", state());
            scheduler.advance(pauses.get(pauses.size() - 1));
        }
        assertEquals(List.of(5_000L, 10_000L, 20_000L, 40_000L, 80_000L, 160_000L, 300_000L, 300_000L), pauses);
        assertEquals(1, log.linesWith("an event of more than 1048576 bytes").size());
    }

    @Test
    void whatAWorkerMakesUpDoesNotFillTheLog() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("skills", "{\"format\":\"" + "x".repeat(4_000) + "\",\"classes\":{}}");
        Await.until(1, () -> log.linesWith("sent a résumé that was refused").size());
        assertTrue(log.linesWith("was refused").get(0).length() < 600);
        assertTrue(connected().reason().length() < 300);
    }

    @Test
    void aWorkerThatCannotBeReachedIsConnecting() throws Exception {
        client.setConnectTimeout(1_000);
        connect(WorkerAddress.parse("http://localhost:" + unusedPort()));
        Await.until(List.of(100L), scheduler::delaysMillis);
        assertTrue(state().startsWith("connecting"), state());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500})
    void aWorkerWithoutTheFilterServesAsUnskilledAndIsAskedAgain(int status) throws Exception {
        FakeWorker answering = connect(Answer.page(status));
        Await.until("active, 0 skills, -1 in flight", this::state);
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        scheduler.advance(5_000);
        Await.until(2, () -> answering.asked().size());
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        assertEquals("active, 0 skills, -1 in flight", state());
        answering.answers(Answer.stream(TWO_SKILLS));
        scheduler.advance(5_000);
        Await.until("active, 2 skills, 3 in flight", this::state);
        Await.until(1, () -> log.linesWith("is used as unskilled").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aWorkerThatRefusesTheTokenServesAsUnskilledAndIsLogged(int status) throws Exception {
        connect(Answer.page(status));
        Await.until("active, 0 skills, -1 in flight", this::state);
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        String expected = "it refuses the token (" + status + "; see resumelb.tokenFile)";
        Await.until(1, () -> log.linesWith(expected).size());
        assertEquals(List.of(), log.linesWith("s3cret"));
    }

    @Test
    void aWorkerThatOnlyAnswersWithJsonIsAskedFromTimeToTime() throws Exception {
        FakeWorker answering = connect(Answer.json(TWO_SKILLS));
        Await.until(List.of(5_000L), scheduler::delaysMillis);
        assertEquals("active, 2 skills, 3 in flight", state());
        answering.answers(Answer.json("{\"format\":1,\"classes\":{}}"));
        scheduler.advance(5_000);
        Await.until("active, 0 skills, -1 in flight", this::state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\":1,\"classes\":{\"a\":{\"score\":-1}}}",
                "{\"format\":2,\"classes\":{}}",
                "{\"format\":1,\"classes\":{\"1\":{\"score\":1},\"2\":{\"score\":1},\"3\":{\"score\":1},"
                        + "\"4\":{\"score\":1},\"5\":{\"score\":1}}}",
                "{}",
                "rubbish"
            })
    void aMalformedResumeIsRefusedAndTheOldOneKept(String malformed) throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        answering.send("resume", malformed);
        answering.send("skills", malformed);
        answering.send("load", "{\"inFlight\":1}");
        Await.until("active, 2 skills, 1 in flight", this::state);
        Await.until(1, () -> log.linesWith("sent a résumé that was refused").size());
    }

    @Test
    void aWorkerWhoseFirstResumeIsMalformedServesAsUnskilled() throws Exception {
        FakeWorker answering = connect(Answer.stream("{\"format\":1,\"classes\":7}"));
        Await.until("active, 0 skills, -1 in flight", this::state);
        answering.send("resume", TWO_SKILLS);
        Await.until("active, 2 skills, 3 in flight", this::state);
    }

    @Test
    void skillsLearntUnderAnotherClassifierAreNotBelieved() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS.replace("ours", "theirs")));
        Await.until("active, 0 skills, 3 in flight", this::state);
        answering.send("skills", "{\"classifier\":\"theirs\",\"classes\":{\"a\":{\"score\":1}}}");
        answering.send("skills", "{\"classifier\":\"ours\",\"classes\":{\"b\":{\"score\":1}}}");
        Await.until("active, 1 skills, 3 in flight", this::state);
    }

    @Test
    void theManagementPathIsBelowTheWorkersContext() throws Exception {
        FakeWorker answering = listening(Answer.stream(TWO_SKILLS));
        connect(answering.address("/shop"));
        Await.until("active, 2 skills, 3 in flight", this::state);
        assertTrue(
                answering.asked().get(0).startsWith("GET /shop/.resumelb/resume "),
                answering.asked().get(0));
    }

    @Test
    void aSilentWorkerIsTakenForLost() throws Exception {
        connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        Await.until(List.of(100L), scheduler::delaysMillis);
        assertTrue(state().startsWith("connecting"), state());
    }

    @Test
    void aStoppedStreamChangesNothingAndIsNotTakenUpAgain() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        ResumeStream stopped = connected();
        stopped.stop();
        stopped.connect();
        Await.until(0, this::connections);
        assertEquals("active, 2 skills, 3 in flight", state());
        assertEquals(List.of(), scheduler.delaysMillis());
        assertEquals(1, answering.asked().size());
    }

    @Test
    void toConnectWhileConnectedMakesNoSecondStream() throws Exception {
        FakeWorker answering = connect(Answer.stream(TWO_SKILLS));
        Await.until("active, 2 skills, 3 in flight", this::state);
        connected().connect();
        answering.send("load", "{\"inFlight\":4}");
        Await.until("active, 2 skills, 4 in flight", this::state);
        assertEquals(1, answering.asked().size());
    }

    @Test
    void toConnectWhileAPauseLastsEndsThePause() throws Exception {
        FakeWorker answering = connect(Answer.page(503));
        Await.until(List.of(100L), scheduler::delaysMillis);
        answering.answers(Answer.stream(TWO_SKILLS));
        connected().connect();
        Await.until("active, 2 skills, 3 in flight", this::state);
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    private FakeWorker connect(Answer answer) throws Exception {
        FakeWorker answering = listening(answer);
        connect(answering.address());
        return answering;
    }

    private FakeWorker listening(Answer answer) throws Exception {
        FakeWorker answering = new FakeWorker(answer);
        worker = answering;
        return answering;
    }

    private void connect(WorkerAddress address) {
        StreamContext context = new StreamContext(
                client,
                scheduler,
                pool,
                "/.resumelb",
                "s3cret",
                new ResumeParser(4),
                () -> "ours",
                () -> 0.5,
                nanoClock::get);
        ResumeStream connecting = new ResumeStream(context, address, pool.register(address));
        stream = connecting;
        connecting.connect();
    }

    private ResumeStream connected() {
        if (stream == null) {
            throw new AssertionError("no stream");
        }
        return stream;
    }

    private int connections() {
        return client.getDestinations().stream()
                .map(destination -> (AbstractConnectionPool) ((HttpDestination) destination).getConnectionPool())
                .mapToInt(AbstractConnectionPool::getConnectionCount)
                .sum();
    }

    private String state() {
        WorkerStatus status = pool.status().workers().get(0);
        return status.state().word() + ", " + status.skills() + " skills, " + status.inFlight() + " in flight";
    }
}
