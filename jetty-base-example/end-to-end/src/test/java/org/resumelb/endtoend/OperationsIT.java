package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.CommandLine;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.Prometheus;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** A load balancer as it is operated: by its command line, watched by Prometheus, with its access log. */
class OperationsIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static WorkerProcess one;
    private static WorkerProcess other;
    private static LoadBalancerProcess balancer;
    private static CommandLine resumelb;

    @BeforeAll
    static void start() {
        one = PROCESSES.worker("one").start();
        other = PROCESSES.worker("other").start();
        balancer = PROCESSES.loadBalancer("operations", ",resumelb-requestlog");
        resumelb = new CommandLine(balancer);
        one.awaitStarted();
        other.awaitStarted();
        balancer.start(one, other).awaitServing(2);
    }

    @AfterEach
    void bothServeAgain() {
        for (WorkerProcess worker : List.of(one, other)) {
            if (!worker.isAlive()) {
                worker.start();
            }
            CLIENT.post(balancer.adminUrl("/workers/" + worker.name() + "/undrain"));
        }
        balancer.awaitServing(2);
    }

    private static Answer get(String site) {
        return CLIENT.await(CLIENT.getFor(site, balancer.url("/")));
    }

    @Test
    void statusShowsWorkersAndExplainSaysWhoGetsTheNextRequest() throws Exception {
        get("a-site");
        String status = resumelb.done("status");
        assertTrue(status.contains("2 of 2 workers serve"), status);
        assertTrue(status.contains(one.name()) && status.contains(other.name()), status);

        JsonNode explained = LoadBalancerProcess.json(resumelb.done("explain", "a-site", "--json"));
        assertEquals(explained.get("worker").asText(), get("a-site").worker(), explained::toString);
    }

    @Test
    void aWorkerIsDrainedAndStoppedWithoutAFailedRequest() throws Exception {
        Load load = Load.start(8, number -> {
            String url = balancer.url("/?delay=20");
            return new Load.Shot("GET", CLIENT.send(CLIENT.getFor("site" + number % 20, url)));
        });
        load.awaitMore(100, LIMIT);
        String drained = resumelb.done("drain", one.name(), "--wait");
        assertTrue(drained.contains("it can be stopped"), drained);
        one.kill();
        load.awaitMore(100, LIMIT);
        CommandLine.Said last = resumelb.ask("drain", other.name());
        assertEquals(1, last.exitCode(), last::output);
        assertTrue(last.output().contains(other.name() + " is the only worker that serves"), last::output);
        assertEquals(
                409,
                CLIENT.post(balancer.adminUrl("/workers/" + other.name() + "/drain?unlessLast=true"))
                        .status());

        one.start().awaitStarted();
        Await.until("it is back, and drained still", LIMIT, () -> state(one).equals("draining"));
        resumelb.done("undrain", one.name());
        Await.until("it serves", LIMIT, () -> balancer.active() == 2);
        load.awaitMore(100, LIMIT);
        load.stop(LIMIT);
        assertEquals(load.count(), load.count("GET", "200"), load::toString);
    }

    private static String state(WorkerProcess worker) {
        return balancer.status(worker).get("state").asText();
    }

    @Test
    void aBrokenClassifierIsRefusedWithItsLineAndARepairedOneIsReloaded() throws Exception {
        Path file = balancer.base().resolve("etc/resumelb-classifier.xml");
        String before = Files.readString(file);
        Files.writeString(file, "<Configure class=\"org.resumelb.classifier.HostClassifier\">\n<Oops");
        CommandLine.Said refused = resumelb.ask("reload");
        Files.writeString(file, before);
        assertEquals(1, refused.exitCode(), refused::output);
        assertTrue(refused.output().contains("resumelb-classifier.xml, line 2"), refused::output);
        assertEquals(1, refused.output().lines().count(), refused::output);
        assertTrue(resumelb.done("reload").contains("HostClassifier"));
    }

    @Test
    void aCheckRaisesAnAlarmWhenAWorkerIsKilledAndPrometheusToo() throws Exception {
        try (Prometheus prometheus = Prometheus.of(balancer)) {
            String well = resumelb.done("check");
            assertTrue(well.startsWith("RESUMELB OK - all is well | workers=2;"), well);
            prometheus.awaitSeries("sum(resumelb_worker_state{state=\"active\"}) == 2");

            one.kill();
            Await.until("the worker has left", LIMIT, () -> balancer.active() == 1);
            CommandLine.Said warning = resumelb.ask("check");
            assertEquals(1, warning.exitCode(), warning::output);
            assertTrue(warning.output().contains(one.name() + " does not serve yet: "), warning::output);
            prometheus.awaitSeries("ALERTS{alertname=\"ResumelbWorkerUnreachable\",worker=\"" + one.name()
                    + "\",severity=\"warning\"} == 1");

            other.kill();
            Await.until("nobody serves", LIMIT, () -> balancer.active() == 0);
            CommandLine.Said critical = resumelb.ask("check", "--json");
            assertEquals(2, critical.exitCode(), critical::output);
            assertTrue(critical.output().contains("No worker serves"), critical::output);
            prometheus.awaitSeries("ALERTS{alertname=\"ResumelbNoWorkerServes\",severity=\"critical\"} == 1");
        }
    }

    @Test
    void theAccessLogSaysWhoServedAndIsReadByOurOwnTools() throws Exception {
        Answer answer = get("logged-site");
        Pattern line = Pattern.compile("(?m)^logged-site 127\\.0\\.0\\.1 - - \\[[^]]+] \"GET / HTTP/1\\.1\" 200 \\d+ .*"
                + "class=\"logged-site\" worker=" + Pattern.quote(answer.worker())
                + " decision=(home|unskilled|recruit) wait_ms=\\d+ worker_ms=\\d+ total_ms=\\d+ attempts=1"
                + " request_id=[0-9a-f]{32}$");
        Await.until(
                "it is logged",
                LIMIT,
                () -> line.matcher(Files.readString(accessLog())).find());
        String trace =
                resumelb.run("trace", accessLog().toString(), "--top", "1000").output();
        assertTrue(trace.contains("worker") && trace.contains("logged-site"), trace);
        // What is played is logged again: the log itself would grow while it is read.
        List<String> lines = Files.readAllLines(accessLog());
        Path played = Files.write(
                accessLog().resolveSibling("played.log"), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        CommandLine.Said replayed = resumelb.run("replay", played.toString(), "--target", balancer.url(""));
        assertEquals(0, replayed.exitCode(), replayed::output);
    }

    private static Path accessLog() throws IOException {
        try (Stream<Path> files = Files.list(balancer.base().resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("access-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
