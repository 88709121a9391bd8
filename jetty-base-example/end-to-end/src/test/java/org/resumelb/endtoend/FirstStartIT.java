package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Installation;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** From an empty base to a load balancer that serves, by the two commands of the manual. */
class FirstStartIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();

    private static WorkerProcess worker;
    private static LoadBalancerProcess balancer;
    private static List<String> ini;

    @BeforeAll
    static void start() throws Exception {
        worker = PROCESSES.worker("worker").start();
        balancer = PROCESSES.loadBalancer("first-start");
        // What the command line says must override what is in the file.
        Path file = balancer.base().resolve("start.d/resumelb.ini");
        ini = Files.readAllLines(file);
        Files.writeString(file, "resumelb.workers=http://127.0.0.1:1\n", StandardOpenOption.APPEND);
        balancer.start(worker);
        worker.awaitStarted();
        balancer.awaitServing(1);
    }

    @Test
    void theTwoCommandsGiveALoadBalancer() {
        Answer answer = CLIENT.get(balancer.url("/some/page?size=20"));

        assertEquals(200, answer.status());
        assertEquals(worker.name(), answer.worker());
        assertEquals("x".repeat(20), answer.body());
    }

    @Test
    void theCommandLineOverridesTheIniFile() {
        assertEquals(1, balancer.status().get("workers").size());
        assertEquals("active", balancer.status(worker).get("state").asText());
    }

    /** The steps that the manual names: the old jars go, and the new version is laid over the base. */
    @Test
    void anUpgradeKeepsWhatTheUserHasWritten() throws Exception {
        LoadBalancerProcess upgraded = PROCESSES.loadBalancer("upgrade");
        Path base = upgraded.base();
        Path classifier = base.resolve("etc/resumelb-classifier.xml");
        String own = "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>path</Arg>"
                + "<Arg>^/(?&lt;class&gt;[a-z]+)</Arg></Configure>";
        Files.writeString(classifier, own);
        Files.writeString(base.resolve("start.d/resumelb.ini"), "\nresumelb.variance=3\n", StandardOpenOption.APPEND);
        try (Stream<Path> old = Files.walk(base.resolve("lib/resumelb"))) {
            old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        Installation.layOverlay(base);

        int exitCode = upgraded.process().run(List.of("resumelb.check=true"));

        String checked = upgraded.process().log();
        assertEquals(0, exitCode, checked);
        assertTrue(checked.contains("resumelb.variance=3.0  (property)"), checked);
        assertEquals(own, Files.readString(classifier));
    }

    @Test
    void oddTargetsReachTheWorkerAsTheyAre() {
        for (String path : List.of("/a%2Fb", "//a//b", "/a%25b", "/a%7Bb%7D%7C")) {
            Answer answer = CLIENT.get(balancer.url(path));

            assertEquals(200, answer.status(), path);
            assertEquals(path, answer.header("X-Path"));
        }
    }

    @Test
    void theIniFileShowsEachPropertyCommentedWithItsDefault() {
        Map<String, String> shown = new TreeMap<>();
        Pattern commented = Pattern.compile("# (resumelb\\.[A-Za-z.]+)=(.*)");
        ini.stream()
                .map(commented::matcher)
                .filter(line -> line.matches())
                .forEach(line -> shown.put(line.group(1), line.group(2)));
        assertTrue(shown.keySet().containsAll(DEFAULTS.keySet()), () -> "shown: " + shown.keySet());
        DEFAULTS.forEach((property, value) -> assertEquals(value, shown.get(property), property));
        assertTrue(ini.stream().noneMatch(line -> line.startsWith("resumelb.")), "nothing is set");
    }

    @Test
    void theAdminPagesAreNotServedThroughThePublicConnector() {
        for (String path : List.of("/status", "/health/live", "/explain?class=x", "/metrics", "/")) {
            Answer answer = CLIENT.get(balancer.url(path));

            assertEquals(worker.name(), answer.worker(), path);
        }
        Answer reload = CLIENT.post(balancer.url("/classifier/reload"));
        assertEquals(worker.name(), reload.worker(), "an operation's path");
    }

    @Test
    void theWorkersManagementPathIsHiddenInEverySpelling() {
        List<String> spellings = List.of(
                "/.resumelb/resume",
                "/.resumelb",
                "/.resumelb/",
                "//.resumelb/resume",
                "/.%72esumelb/resume",
                "/%2eresumelb/resume",
                "/a/../.resumelb/resume",
                "/.resumelb;v=1/resume",
                "/./.resumelb/resume");
        for (String spelling : spellings) {
            Answer answer = CLIENT.get(balancer.url(spelling));

            assertEquals(404, answer.status(), spelling);
            assertEquals("", answer.worker(), spelling);
        }
    }

    @Test
    void healthIsReadyWithAWorkerThatServes() {
        assertEquals(200, CLIENT.get(balancer.adminUrl("/health/live")).status());
        assertEquals(200, CLIENT.get(balancer.adminUrl("/health/ready")).status());
    }

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("resumelb.workers", ""),
            Map.entry("resumelb.classifier", "etc/resumelb-classifier.xml"),
            Map.entry("resumelb.variance", "4.0"),
            Map.entry("resumelb.backlogHistory", "9"),
            Map.entry("resumelb.unskilledScore", "1.0"),
            Map.entry("resumelb.singleVersion", "false"),
            Map.entry("resumelb.contextPath", "/"),
            Map.entry("resumelb.managementPath", "/.resumelb"),
            Map.entry("resumelb.tokenFile", ""),
            Map.entry("resumelb.maxClasses", "100000"),
            Map.entry("resumelb.maxWaiting", "1024"),
            Map.entry("resumelb.waitTimeout", "30000"),
            Map.entry("resumelb.maxConnectionsPerWorker", "1024"),
            Map.entry("resumelb.connectTimeout", "2000"),
            Map.entry("resumelb.idleTimeout", "60000"),
            Map.entry("resumelb.maxRetries", "2"),
            Map.entry("resumelb.retryBudget", "0.2"),
            Map.entry("resumelb.disconnectPage", ""),
            Map.entry("resumelb.admin.host", "127.0.0.1"),
            Map.entry("resumelb.admin.port", "8090"));
}
