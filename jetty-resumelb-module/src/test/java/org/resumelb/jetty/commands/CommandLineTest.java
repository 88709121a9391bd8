package org.resumelb.jetty.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.FakeWorker;

/** Each command on a real load balancer. */
class CommandLineTest {
    private static final FakeWorker.Answer SKILLED =
            FakeWorker.Answer.stream("{\"format\":1,\"classes\":{\"a.example\":{\"score\":2,\"requests\":5}}}");

    @TempDir
    Path base;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String url(FakeWorker worker) {
        return "http://" + worker.address().name();
    }

    private CommandedBalancer balancer(int adminPort, String... workers) throws Exception {
        CommandedBalancer balancer = new CommandedBalancer(base, adminPort, String.join(",", workers));
        Await.until(workers.length, () -> balancer.balancer().getServingWorkers());
        return balancer;
    }

    @Test
    void statusExplainAndCheckSayWhatIsThere() throws Exception {
        FakeWorker one = new FakeWorker(SKILLED);
        FakeWorker two = new FakeWorker(SKILLED);
        try (CommandedBalancer balancer = balancer(freePort(), url(one), url(two))) {
            CommandedBalancer.Run status = balancer.run("status");
            assertEquals(0, status.code(), status.err());
            assertTrue(status.out().contains("2 of 2 workers serve"), status.out());
            assertTrue(status.out().contains(one.address().name() + "  active"), status.out());
            CommandedBalancer.Run explain = balancer.run("explain", "a.example");
            assertEquals(0, explain.code(), explain.err());
            assertTrue(explain.out().contains("a.example gets worker localhost:"), explain.out());
            // What it tells is up to a second old, and may be of the time before there were workers.
            Await.until(0, () -> balancer.run("check").code());
            CommandedBalancer.Run check = balancer.run("check");
            assertTrue(check.out().startsWith("RESUMELB OK"), check.out());
            String lost = one.address().name();
            one.close();
            Await.until(1, () -> balancer.balancer().getServingWorkers());
            CommandedBalancer.Run alarm = balancer.run("check", "--min-workers-critical=2");
            assertEquals(2, alarm.code(), alarm.out());
            assertTrue(alarm.out().contains(lost), alarm.out());
        } finally {
            one.close();
            two.close();
        }
    }

    @Test
    void aWorkerIsDrainedForGoodUntilItIsUndrained() throws Exception {
        FakeWorker one = new FakeWorker(SKILLED);
        FakeWorker two = new FakeWorker(SKILLED);
        String name = one.address().name();
        int adminPort = freePort();
        try {
            try (CommandedBalancer balancer = balancer(adminPort, url(one), url(two))) {
                CommandedBalancer.Run drain = balancer.run("drain", name, "--wait");
                assertEquals(0, drain.code(), drain.err());
                assertTrue(drain.out().contains(name + " has nothing under way; it can be stopped"), drain.out());
                assertEquals(1, balancer.balancer().getServingWorkers());
                CommandedBalancer.Run last = balancer.run("drain", two.address().name());
                assertEquals(1, last.code());
                assertTrue(last.err().contains("is the only worker that serves"), last.err());
            }
            try (CommandedBalancer balancer = new CommandedBalancer(base, adminPort, url(one) + "," + url(two))) {
                Await.until(1, () -> balancer.balancer().getServingWorkers());
                assertTrue(balancer.run("status").out().contains(name + "  draining"), "after a restart");
                assertEquals(0, balancer.run("undrain", name).code());
                Await.until(2, () -> balancer.balancer().getServingWorkers());
                CommandedBalancer.Run unknown = balancer.run("drain", "nobody:1");
                assertEquals(1, unknown.code());
                assertEquals(1, unknown.err().lines().count(), unknown.err());
                assertTrue(unknown.err().contains("nobody:1"), unknown.err());
            }
        } finally {
            one.close();
            two.close();
        }
    }

    @Test
    void aDrainWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Server slow = slowWorker(asked, answering);
        String name = "127.0.0.1:" + ((ServerConnector) slow.getConnectors()[0]).getLocalPort();
        try (CommandedBalancer balancer = new CommandedBalancer(base, freePort(), "http://" + name)) {
            Await.until(1, () -> balancer.balancer().getServingWorkers());
            CompletableFuture<HttpResponse<String>> request = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(URI.create(balancer.url() + "/slow"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            asked.await();
            CompletableFuture<CommandedBalancer.Run> drain =
                    CompletableFuture.supplyAsync(() -> balancer.run("drain", name, "--force", "--wait"));
            Await.until(0, () -> balancer.balancer().getServingWorkers());
            assertTrue(!drain.isDone(), "a request is under way");
            answering.countDown();
            assertEquals(0, drain.join().code());
            assertEquals(200, request.join().statusCode());
        } finally {
            LifeCycle.stop(slow);
        }
    }

    private static Server slowWorker(CountDownLatch asked, CountDownLatch answering) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (!Request.getPathInContext(request).equals("/slow")) {
                    return false;
                }
                asked.countDown();
                answering.await();
                Content.Sink.write(response, true, "ok", callback);
                return true;
            }
        });
        server.start();
        return server;
    }

    @Test
    void theClassifierIsReloadedOrStaysWithTheReasonTold() throws Exception {
        try (CommandedBalancer balancer = new CommandedBalancer(base, freePort(), "")) {
            assertEquals(0, balancer.run("reload").code());
            Files.writeString(base.resolve("etc/resumelb-classifier.xml"), "<Configure class=\"no.such.Class\"/>");
            CommandedBalancer.Run refused = balancer.run("reload");
            assertEquals(1, refused.code());
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertTrue(refused.err().contains("no.such.Class"), refused.err());
        }
    }

    @Test
    @SuppressWarnings("try") // The load balancer need only be there.
    void theResumeOfAWorkerIsReadByItself() throws Exception {
        FakeWorker one = new FakeWorker(FakeWorker.Answer.page(404));
        try (CommandedBalancer balancer = new CommandedBalancer(base, freePort(), "")) {
            CommandedBalancer.Run absent = run("resume", url(one));
            assertEquals(1, absent.code());
            assertTrue(absent.err().contains("answers 404"), absent.err());
        } finally {
            one.close();
        }
    }

    private static CommandedBalancer.Run run(String... arguments) {
        return CommandedBalancer.runAlone(arguments);
    }
}
