package org.resumelb.tools.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.tools.CommandRun;
import org.resumelb.zookeeper.ZooKeeperServer;

/** Commands that speak to load balancers, which are played here. */
final class OperateCommandsTest {
    private static final String STATUS = """
            {"policy":"resume","version":null,"backlog":3,"meanBacklog":2.5,"waiting":1,
             "classifier":{"description":"HostClassifier","fingerprint":"f","file":"etc/c.xml","failures":0},
             "workers":[
              {"name":"w1:8081","state":"active","version":"7","backlog":3,"meanBacklog":2.5,"inFlight":4,
               "oldestRequestMillis":1200,"skills":12,"ejectedForMillis":0,"handoverForMillis":0,"reason":""},
              {"name":"w2:8082","state":"connecting","version":null,"backlog":0,"meanBacklog":0.0,"inFlight":-1,
               "oldestRequestMillis":0,"skills":0,"ejectedForMillis":0,"handoverForMillis":0,
               "reason":"connection refused"}],
             "classes":12,"affinity":{"verdict":"helps","coldOverWarm":3.1,"coldRequests":9,"warmRequests":90},
             "classesWithoutGain":0,"ejections":0,"lethalRequests":0,"discovery":{"state":"static","reason":""}}
            """;

    private StubAdmin admin;

    @BeforeEach
    void start() throws IOException {
        admin = new StubAdmin().when("GET /status", 200, STATUS);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private CommandRun run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--admin=" + admin.url();
        return CommandRun.of(all);
    }

    @Test
    void theStatusIsATableForPeople() {
        CommandRun run = CommandRun.of("status", admin.url());
        assertEquals(0, run.code(), run.err());
        assertEquals(admin.url() + """
                  policy resume
                1 of 2 workers serve, backlog 3 (mean 2.5), 1 waiting, 12 classes
                classifier HostClassifier (etc/c.xml)
                affinity: helps (a class's first request on a worker takes 3.1 times as long)
                WORKER   STATE       BACKLOG  MEAN  IN FLIGHT  OLDEST  SKILLS  VERSION  NOTE
                w1:8081  active            3   2.5          4   1.2 s      12  7
                w2:8082  connecting        0   0.0          -       -       0  -        connection refused
                """, run.out());
    }

    @Test
    void theStatusIsJsonForPrograms() {
        CommandRun run = run("status", "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("{\n  \"policy\" : \"resume\""), run.out());
        assertTrue(run.out().contains("\"coldOverWarm\" : 3.1"), run.out());
    }

    @Test
    void aNameThatWouldSteerATerminalIsShownWithoutEffect() {
        admin.when("GET /status", 200, STATUS.replace("w1:8081", "\\u001b[2J\\u202ew1"));
        CommandRun run = run("status");
        assertTrue(run.out().contains("?[2J?w1"), run.out());
    }

    @Test
    void allLoadBalancersThatZooKeeperKnowsAreAsked() throws Exception {
        try (StubAdmin other = new StubAdmin().when("POST /classifier/reload", 200, "{\"classifier\":\"new\"}");
                ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            admin.when("POST /classifier/reload", 409, "{\"error\":\"line 3: no regex\"}");
            zookeeper.put("/shop/providers/127.0.0.1:1", "{\"pid\":1,\"admin\":\"" + admin.url() + "\"}");
            zookeeper.put("/shop/providers/127.0.0.1:2", "{\"pid\":2,\"admin\":\"" + other.url() + "\"}");
            zookeeper.put("/shop/providers/127.0.0.1:3", "{\"pid\":3}");
            String[] options = {"--connect=" + zookeeper.connect(), "--path=/shop"};
            CommandRun run = CommandRun.of("reload", options[0], options[1]);
            assertEquals(1, run.code());
            assertEquals(other.url() + "  new\n", run.out());
            assertTrue(run.err().contains("127.0.0.1:3 is registered without an admin connector"), run.err());
            assertTrue(run.err().contains(admin.url() + ": line 3: no regex"), run.err());
            other.when("GET /status", 200, STATUS);
            CommandRun status = CommandRun.of("status", "--json", options[0], options[1]);
            assertTrue(status.out().startsWith("{\n  \"" + admin.url() + "\" : {"), status.out());
            assertTrue(status.out().contains("\"" + other.url() + "\" : {"), status.out());
        }
    }

    @Test
    void aZooKeeperThatKnowsNoLoadBalancerIsToldInOneLine() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            CommandRun run = CommandRun.of("status", "--connect=" + zookeeper.connect());
            assertEquals(1, run.code());
            assertEquals(
                    "resumelb status: no load balancer with an admin connector is registered in ZooKeeper below"
                            + " /resumelb/providers\n",
                    run.err());
        }
    }

    @Test
    void anExplanationShowsWhoWasWeighed() {
        admin.when("GET /explain?class=caf%C3%A9+%26+co", 200, """
                {"class":"café & co","policy":"resume","worker":"w1:8081","reason":"is at home there",
                 "affinity":{},"candidates":[
                 {"worker":"w1:8081","score":1.5,"backlog":2,"meanBacklog":1.0,"verdict":"taken"}]}
                """);
        CommandRun run = run("explain", "café & co");
        assertEquals(0, run.code(), run.err());
        assertEquals(admin.url() + """
                  café & co gets worker w1:8081 (policy resume): is at home there
                CANDIDATE  SCORE  BACKLOG  MEAN  VERDICT
                w1:8081    1.500        2   1.0  taken
                """, run.out());
    }

    @Test
    void anExplanationShowsWhatACostIsMadeOf() {
        admin.when("GET /explain?class=a", 200, """
                {"class":"a","policy":"resume","worker":"w1:8081","reason":"least cost","affinity":{},"candidates":[
                 {"worker":"w1:8081","score":7.5,"waitMillis":4,"lossMillis":3.5,"priceMillis":0,"backlog":2,
                  "meanBacklog":1.0,"verdict":"chosen"},
                 {"worker":"w2:8081","score":75.25,"waitMillis":0,"lossMillis":60,"priceMillis":15.25,"backlog":0,
                  "meanBacklog":0.5,"verdict":"costs more"}]}
                """);
        CommandRun run = run("explain", "a");
        assertEquals(0, run.code(), run.err());
        assertEquals(admin.url() + """
                  a gets worker w1:8081 (policy resume): least cost
                CANDIDATE  WAIT  LOSS  PRICE  SCORE  BACKLOG  MEAN  VERDICT
                w1:8081     4.0   3.5    0.0    7.5        2   1.0  chosen
                w2:8081     0.0  60.0   15.3   75.3        0   0.5  costs more
                """, run.out());
    }

    @Test
    void aDrainThatWaitsReturnsWhenNothingIsUnderWay() {
        AtomicInteger asked = new AtomicInteger();
        admin.when("POST /workers/w2:8082/drain?unlessLast=true&handoverSeconds=5", 200, "{\"drained\":\"w2:8082\"}");
        admin.when(
                "GET /status",
                200,
                () -> workers(
                        worker("w1:1", "active", 0, 0),
                        worker(
                                "w2:8082",
                                "draining",
                                Math.max(0, 3 - asked.get()),
                                asked.getAndIncrement() < 2 ? 100 : 0)));
        CommandRun run = run("drain", "w2:8082", "--handover", "5", "--wait");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                admin.url() + "  w2:8082 is drained within 5 s\nw2:8082 has nothing under way; it can be stopped\n",
                run.out());
        assertTrue(asked.get() >= 4, "asked " + asked.get() + " times");
    }

    @Test
    void aDrainThatWaitsGivesUpAfterItsLimit() {
        admin.when("POST /workers/w2:8082/drain?unlessLast=true", 200, "{\"drained\":\"w2:8082\"}");
        admin.when("GET /status", 200, workers(worker("w1:1", "active", 0, 0), worker("w2:8082", "draining", 2, 0)));
        CommandRun run = run("drain", "w2:8082", "--wait", "--wait-limit", "1");
        assertEquals(1, run.code());
        assertTrue(run.err().endsWith(": w2:8082 is drained, but after 1 s 2 requests are under way\n"), run.err());
    }

    @Test
    void theLastWorkerIsDrainedByForceOnly() {
        admin.when("GET /status", 200, workers(worker("w1:1", "active", 0, 0), worker("w2:2", "draining", 0, 0)));
        admin.when("POST /workers/w1:1/drain?unlessLast=false", 200, "{\"drained\":\"w1:1\"}");
        CommandRun refused = run("drain", "w1:1");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("w1:1 is the only worker that serves"), refused.err());
        assertFalse(admin.asked().toString().contains("POST"));
        assertEquals(0, run("drain", "w1:1", "--force").code());
    }

    private static String workers(String... workers) {
        return "{\"workers\":[" + String.join(",", workers) + "]}";
    }

    private static String worker(String name, String state, int backlog, int handoverMillis) {
        return "{\"name\":\"" + name + "\",\"state\":\"" + state + "\",\"backlog\":" + backlog
                + ",\"handoverForMillis\":" + handoverMillis + "}";
    }

    @Test
    void namesAreEncodedInPaths() {
        admin.when("POST /workers/%5B::1%5D:8081/undrain", 200, "{}").when("POST /classes/a%2Fb%20c/forget", 200, "{}");
        assertEquals(0, run("undrain", "[::1]:8081").code());
        CommandRun run = run("forget", "a/b c");
        assertEquals(0, run.code(), run.err());
        assertEquals(admin.url() + "  a/b c is forgotten\n", run.out());
    }

    @Test
    void theSecretIsShown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
        assertEquals(0, run("status", "--token-file=" + file).code());
        assertEquals(List.of("GET /status Bearer s3cret"), admin.asked());
        Path empty = Files.writeString(folder.resolve("empty"), "");
        CommandRun run = run("status", "--token-file=" + empty);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--token-file: " + empty + " (expected: "), run.err());
    }

    @Test
    void aRefusalForWantOfTheSecretNamesTheOption() {
        admin.when("GET /status", 401, "{\"error\":\"credentials are absent\"}");
        CommandRun run = run("status");
        assertEquals(1, run.code());
        assertEquals("resumelb status: " + admin.url() + ": credentials are absent (--token-file?)\n", run.err());
    }

    @Test
    void aServerThatIsNoAdminConnectorIsTold() {
        admin.when("GET /status", 200, "<html>");
        CommandRun run = run("status");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("answers 200, but not with JSON: is this an admin connector?"), run.err());
    }

    @Test
    void anUnreachableLoadBalancerIsToldInOneLine() throws Exception {
        String url = "http://127.0.0.1:" + unusedPort();
        CommandRun run = CommandRun.of("status", url);
        assertEquals(1, run.code());
        assertEquals("resumelb status: " + url + " cannot be reached: connection refused\n", run.err());
    }

    @Test
    void theResumeOfAWorkerIsShown() {
        admin.when("GET /app/.resumelb/resume", 200, """
                {"format":1,"worker":"w1","generation":9,"classifier":null,"inFlight":2,"classes":{
                 "a":{"score":12.5,"requests":3},"b":{"score":100.25,"requests":70}}}
                """);
        CommandRun run = CommandRun.of("resume", admin.url() + "/app");
        assertEquals(0, run.code(), run.err());
        assertEquals(admin.url() + """
                /app  worker w1, 2 in flight, skilled at 2 classes
                CLASS  REQUESTS/S  REQUESTS
                b           100.3        70
                a            12.5         3
                """, run.out());
        CommandRun one = CommandRun.of("resume", admin.url() + "/app", "--top=1");
        assertTrue(one.out().contains("of which 1 are shown"), one.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drain",
                "drain w1",
                "drain w1:81 --handover=0",
                "undrain w1:81/x",
                "explain",
                "status http://h/path",
                "status --admin=h:80",
                "status --watch=0",
                "resume",
                "resume w1:81",
                "check --mean-backlog-warning=-1",
                "check --min-workers-critical=none",
                "forget",
                "reload now",
            })
    void wrongArgumentsAreToldInOneLine(String arguments) {
        CommandRun run = CommandRun.of(arguments.split(" "));
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
