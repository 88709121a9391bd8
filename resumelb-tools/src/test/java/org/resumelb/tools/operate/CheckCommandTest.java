package org.resumelb.tools.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.tools.CommandRun;

/** The check as a monitoring system runs it. */
final class CheckCommandTest {
    private StubAdmin admin;

    @BeforeEach
    void start() throws IOException {
        admin = new StubAdmin().when("GET /conditions", 200, "{\"state\":\"ok\",\"conditions\":[]}");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private CommandRun check(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = "check";
        all[all.length - 1] = "--admin=" + admin.url();
        return CommandRun.of(all);
    }

    private void status(String... workers) {
        admin.when("GET /status", 200, "{\"backlog\":4,\"waiting\":0,\"workers\":[" + String.join(",", workers) + "]}");
    }

    private static String worker(String name, String state, int backlog, String more) {
        return "{\"name\":\"" + name + "\",\"state\":\"" + state + "\",\"backlog\":" + backlog
                + ",\"oldestRequestMillis\":1500" + more + "}";
    }

    @Test
    void aShareIsAtMostOne() {
        CommandRun run = check("--error-share-warning=2", "--measure=1");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("2 (expected: a number from 0 to 1)"), run.err());
    }

    @Test
    void aPoolThatIsWellIsOk() {
        status(worker("w1:1", "active", 3, ""), worker("w2:2", "active", 1, ""));
        CommandRun run = check("--mean-backlog-warning=5", "--mean-backlog-critical=10", "--min-workers-warning=2");
        assertEquals(
                "RESUMELB OK - all is well | workers=2;2:;1:;0 mean_backlog=2;5;10;0 max_backlog=3;;;0"
                        + " oldest_request=1.500s;;;0 waiting=0;;;0\n",
                run.out());
        assertEquals(0, run.code());
    }

    @Test
    void aValueBeyondItsLimitIsAWarningOrCritical() {
        status(worker("w1:1", "active", 30, ""), worker("w2:2", "active", 1, ""));
        CommandRun warning = check("--max-backlog-warning=10", "--max-backlog-critical=50");
        assertEquals(1, warning.code());
        assertTrue(
                warning.out()
                        .startsWith(
                                "RESUMELB WARNING - 30 is the greatest backlog of a worker (expected: at most 10) |"),
                warning.out());
        assertEquals(
                2,
                check("--max-backlog-warning=10", "--max-backlog-critical=29").code());
        assertEquals(2, check("--oldest-request-critical=1").code());
        assertEquals(1, check("--min-workers-warning=3").code());
    }

    @Test
    void whatTheLoadBalancerItselfSaysCounts() {
        status(worker("w1:1", "connecting", 0, ",\"reason\":\"connection refused\""));
        admin.when("GET /conditions", 200, """
                {"state":"critical","conditions":[
                {"id":"no-worker-serves","severity":"critical","text":"No worker serves: of 1 none is active"},
                {"id":"worker-unreachable","severity":"warning","text":"w1:1 does not serve yet","worker":"w1:1"},
                {"id":"worker-draining","severity":"ok","text":"w2:2 is drained"}]}
                """);
        CommandRun run = check();
        assertEquals(2, run.code());
        assertTrue(
                run.out()
                        .startsWith(
                                "RESUMELB CRITICAL - No worker serves: of 1 none is active; w1:1 does not serve yet |"),
                run.out());
        assertTrue(check("--json").out().contains("w2:2 is drained"));
    }

    @Test
    void aDrainedWorkerIsNoFault() {
        status(worker("w1:1", "active", 0, ""), worker("w2:2", "draining", 0, ""));
        assertEquals(0, check().code());
    }

    @Test
    void theShareOfErrorsIsMeasuredWhileItChecks() {
        AtomicInteger asked = new AtomicInteger();
        admin.when("GET /status", 200, () -> "{\"workers\":[" + counted(asked.getAndIncrement()) + "]}");
        CommandRun run = check("--error-share-warning=0.1", "--measure=1");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.out().contains("0.200 is the share of failures (expected: at most 0.100)"), run.out());
    }

    private static String counted(int reading) {
        return worker(
                "w1:1", "active", 0, ",\"requests\":" + (100 + 50 * reading) + ",\"failures\":" + (90 + 10 * reading));
    }

    @Test
    void aLoadBalancerThatDoesNotCountErrorsLeavesTheirShareUnknown() {
        status(worker("w1:1", "active", 0, ""));
        CommandRun run = check("--error-share-warning=0.1");
        assertEquals(3, run.code(), run.out());
        assertTrue(run.out().contains("does not count requests"), run.out());
    }

    @Test
    void aServerThatHasNoConditionsIsUnknown() {
        status(worker("w1:1", "active", 0, ""));
        admin.when("GET /conditions", 404, "{}");
        CommandRun run = check();
        assertTrue(run.out().startsWith("RESUMELB UNKNOWN - " + admin.url() + ": answers 404"), run.out());
        assertEquals(3, run.code());
    }

    @Test
    void aLoadBalancerThatIsDownIsCritical() {
        String url = admin.url();
        admin.close();
        CommandRun run = CommandRun.of("check", "--admin=" + url);
        assertEquals("RESUMELB CRITICAL - " + url + " cannot be reached: connection refused\n", run.out());
        assertEquals(2, run.code());
    }

    @Test
    void oneThatWillNotAnswerIsUnknown() {
        admin.when("GET /status", 401, "{\"error\":\"credentials\"}");
        CommandRun run = check();
        assertEquals(3, run.code());
        assertTrue(run.out().startsWith("RESUMELB UNKNOWN - "), run.out());
    }

    @Test
    void ofSeveralEachIsNamed() throws Exception {
        status(worker("w1:1", "active", 0, ""));
        try (StubAdmin other = new StubAdmin()
                .when("GET /status", 200, "{\"workers\":[]}")
                .when("GET /conditions", 200, "{\"conditions\":[]}")) {
            CommandRun run = check("--admin=" + other.url());
            assertEquals(2, run.code());
            String host = other.url().replace("http://", "");
            assertTrue(run.out().contains("CRITICAL - " + host + ": 0 workers serve"), run.out());
            assertTrue(run.out().contains("'" + host + " workers'=0;;1:;0"), run.out());
        }
    }

    @Test
    void programsGetJson() {
        status(worker("w1:1", "active", 0, ",\"ejectedForMillis\":1000"));
        CommandRun run = check("--json");
        assertTrue(run.out().contains("\"state\" : \"critical\""), run.out());
        assertTrue(run.out().contains("\"exitCode\" : 2"), run.out());
    }
}
