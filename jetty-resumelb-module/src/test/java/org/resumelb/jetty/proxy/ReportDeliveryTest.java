package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolView;
import org.resumelb.resume.Report;

/** What workers say of a request reaches the policy, and clients see none of it. */
@Timeout(300)
class ReportDeliveryTest {
    private static final HttpFields REPORT =
            HttpFields.build().add("Resumelb-Report", "in-flight=3, service-ms=12.5, miss-ms=10.1");

    @TempDir
    Path base;

    private final BlockingQueue<Ended> heard = new LinkedBlockingQueue<>();

    /** What the policy heard of a request. */
    private record Ended(Outcome outcome, Report report) {}

    private Policy listening(PoolView view) {
        Policy policy = new LeastBacklogPolicy(view);
        return (Policy) Proxy.newProxyInstance(
                Policy.class.getClassLoader(), new Class<?>[] {Policy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("released")) {
                        heard.add(new Ended((Outcome) arguments[1], (Report) arguments[2]));
                    }
                    return method.invoke(policy, arguments);
                });
    }

    private TestBalancer balancer(String url, String protocol) throws Exception {
        TestBalancer balancer = new TestBalancer(base, url + ";protocol=" + protocol);
        balancer.awaitServing(1);
        balancer.context().pool().policy(this::listening);
        return balancer;
    }

    private Ended next() throws InterruptedException {
        return Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS), "the policy heard nothing");
    }

    private static void assertNothingOfOurs(String answer) {
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("resumelb-"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void thePolicyHearsWhatTheFilterMeasured(String protocol) throws Exception {
        try (MeasuredWorker worker = new MeasuredWorker();
                TestBalancer balancer = balancer(worker.url(), protocol)) {
            HttpResponse<String> answer = balancer.get("/page");
            assertEquals(200, answer.statusCode());
            assertNothingOfOurs(answer.headers().map().toString());
            Ended ended = next();
            assertEquals(Outcome.SUCCEEDED, ended.outcome());
            assertEquals(1, ended.report().inFlight());
            assertTrue(ended.report().serviceMillis() > 1, ended::toString);
            assertFalse(ended.report().hasMissMillis(), ended::toString);
            balancer.get("/miss");
            assertEquals(MeasuredWorker.MISS_MILLIS, next().report().missMillis());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void noReportReachesTheClientWhereverItStands(String protocol) throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.writeInterim(103, HttpFields.build(REPORT).add("Link", "</a>"))
                    .join();
            response.getHeaders()
                    .add("RESUMELB-Report", "in-flight=3")
                    .add("endpoint-load-metrics", "TEXT named_metrics.service_ms=20.5, cpu_utilization=0.3")
                    .add("Server-Timing", "db;dur=5, miss;dur=12.25");
            response.setTrailersSupplier(() -> HttpFields.build(REPORT).add("X-Sum", "7"));
            // In two parts: of one, HTTP/2 announces the length, behind which there are no trailers.
            Callback rest = Callback.from(() -> Content.Sink.write(response, true, "ge", callback), callback::failed);
            Content.Sink.write(response, false, "pa", rest);
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = balancer(worker.url(), protocol)) {
            String answer = balancer.raw("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: close, TE\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 103 "), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("x-sum: 7"), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("server-timing: db;dur=5, miss;dur=12.25"), answer);
            assertNothingOfOurs(answer);
            assertFalse(answer.toLowerCase(Locale.ROOT).contains("endpoint-load-metrics"), answer);
            assertEquals(new Ended(Outcome.SUCCEEDED, new Report(3, 20.5, 12.25)), next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void oneThatMakesNoSenseHarmsNothing(String protocol) throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.getHeaders()
                    .add("Resumelb-Report", "in-flight=-3, service-ms=999999999999, miss-ms=0.5")
                    .add("endpoint-load-metrics", "JSON {\"named_metrics\":")
                    .add("Server-Timing", "miss;dur=\"");
            Content.Sink.write(response, true, "page", callback);
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = balancer(worker.url(), protocol)) {
            assertEquals("page", balancer.get("/").body());
            assertEquals(new Ended(Outcome.SUCCEEDED, new Report(-1, Double.NaN, 0.5)), next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void anErrorAndAnAnswerThatBreaksOffHaveTheirReportsToo(String protocol) throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.getHeaders().add(REPORT);
            if (request.getHttpURI().getPath().equals("/error")) {
                response.setStatus(500);
                callback.succeeded();
            } else {
                Content.Sink.write(
                        response,
                        false,
                        "part",
                        Callback.from(() -> callback.failed(new IOException("as scripted")), callback::failed));
            }
        };
        Report report = new Report(3, 12.5, 10.1);
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = balancer(worker.url(), protocol)) {
            assertEquals(500, balancer.get("/error").statusCode());
            assertEquals(new Ended(Outcome.ERROR, report), next());
            String answer = balancer.raw("GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertNothingOfOurs(answer);
            assertEquals(new Ended(Outcome.FAILED, report), next());
        }
    }

    @Test
    void aWorkerThatSaysNothingIsNotInvented() throws Exception {
        try (TestWorker worker = new TestWorker((request, response, callback) -> callback.succeeded());
                TestBalancer balancer = balancer(worker.url(), "http/1.1")) {
            balancer.get("/");
            assertEquals(new Ended(Outcome.SUCCEEDED, Report.NONE), next());
        }
    }
}
