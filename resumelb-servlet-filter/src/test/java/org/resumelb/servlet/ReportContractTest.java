package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.DispatcherType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the head of an answer is sent, and in whichever container, it says once what was measured until then. */
@ParameterizedClass
@EnumSource
@Timeout(300)
final class ReportContractTest {

    private static final String FIVE_MILLIS = "in-flight=1, service-ms=5";

    private final ServletContainer container;

    @TempDir
    Path directory;

    private ReportedServlet servlet;
    private ServletContainer.Running running;
    private WorkerProbe worker;

    ReportContractTest(ServletContainer container) {
        this.container = container;
    }

    @BeforeEach
    void start() throws Exception {
        start(Set.of(DispatcherType.REQUEST));
    }

    private void start(Set<DispatcherType> dispatches) throws Exception {
        servlet = new ReportedServlet();
        ResumeFilter filter = new ResumeFilter(servlet.nanos::get);
        running = container.start(new ServletContainer.Deployment(servlet, filter, Map.of(), dispatches, directory));
        worker = new WorkerProbe(running.port());
    }

    @AfterEach
    void stop() throws Exception {
        servlet.released.countDown();
        running.stop();
    }

    private HttpRequest.Builder request(String path) {
        return worker.request(path).header("Resumelb-Class", "news");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return worker.send(request(path));
    }

    private static List<String> reports(HttpResponse<?> response) {
        return response.headers().allValues("Resumelb-Report");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/late",
                "/empty",
                "/status/204",
                "/status/304",
                "/status/500",
                "/reset",
                "/own",
                "/miss/senseless"
            })
    void anAnswerThatFitsTheBufferReportsTheWholeTime(String path) throws Exception {
        assertEquals(List.of(FIVE_MILLIS), reports(get(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commit/flush",
                "/commit/stream-flush",
                "/commit/writer-flush",
                "/commit/stream-close",
                "/commit/writer-close",
                "/commit/error",
                "/commit/error-message",
                "/commit/redirect",
                "/commit/large",
                "/commit/large-text",
                "/commit/whole",
                "/commit/after-reset",
                "/commit/events"
            })
    void oneWhoseHeadIsSentEarlierReportsTheTimeUntilThen(String path) throws Exception {
        assertEquals(List.of(FIVE_MILLIS), reports(get(path)));
    }

    @Test
    void oneThatFillsTheBufferBitByBitReportsTheTimeUntilItIsFull() throws Exception {
        List<String> reports = reports(get("/commit/fill"));
        assertEquals(List.of("in-flight=1, service-ms=" + servlet.filledAtMillis), reports);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/async/complete",
                "/async/complete/given",
                "/async/contexts-response",
                "/async/dispatch",
                "/async/dispatch/given",
                "/async/io"
            })
    void anAsynchronousAnswerReports(String path) throws Exception {
        assertEquals(List.of(FIVE_MILLIS), reports(get(path)));
        worker.resumeAtRest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/late", "/own", "/async/dispatch", "/async/dispatch/given", "/forward"})
    void aFilterMappedToEveryDispatchReportsOnce(String path) throws Exception {
        running.stop();
        start(EnumSet.allOf(DispatcherType.class));
        assertEquals(List.of(FIVE_MILLIS), reports(get(path)));
    }

    @Test
    void asynchronousOutputArrivesWhole() throws Exception {
        assertEquals(ReportedServlet.LARGE, get("/async/io").body().length());
    }

    @Test
    void aForwardedAnswerReports() throws Exception {
        HttpResponse<String> response = get("/forward");
        assertEquals("page", response.body());
        assertEquals(List.of(FIVE_MILLIS), reports(response));
    }

    @Test
    void theAnswerToHeadReports() throws Exception {
        HttpResponse<String> response =
                worker.send(request("/late").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals(List.of(FIVE_MILLIS), reports(response));
    }

    @Test
    void whatTheApplicationSpentOnMissesIsReported() throws Exception {
        assertEquals(List.of("in-flight=1, service-ms=5, miss-ms=1.25"), reports(get("/miss")));
    }

    @Test
    void anExceptionMayTakeTheReportWithItButDoesNotDoubleIt() throws Exception {
        HttpResponse<String> response = get("/throw");
        assertEquals(500, response.statusCode());
        assertTrue(reports(response).size() <= 1, () -> reports(response).toString());
    }

    @Test
    void allRequestsThatCameThroughLoadBalancersAreInFlight() throws Exception {
        CompletableFuture<HttpResponse<String>> held = CompletableFuture.supplyAsync(() -> {
            try {
                return get("/hold");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(servlet.entered.await(60, TimeUnit.SECONDS));
        assertEquals(List.of("in-flight=2, service-ms=5"), reports(get("/late")));
        servlet.released.countDown();
        assertEquals(200, held.get(60, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void whoCameOnItsOwnGetsNoReport() throws Exception {
        assertEquals(List.of(), reports(worker.send(worker.request("/late"))));
        assertEquals(List.of("in-flight=99", "in-flight=98"), reports(worker.send(worker.request("/own"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sees", "/print/stream", "/print/writer"})
    void theApplicationSeesWhatItSeesWithoutTheFilter(String path) throws Exception {
        HttpResponse<String> bare = worker.send(worker.request(path));
        assertTrue(bare.body().length() > 20, bare::body);
        HttpResponse<String> measured = get(path);
        assertEquals(bare.body(), measured.body());
        assertEquals(
                bare.headers().firstValue("Content-Type"), measured.headers().firstValue("Content-Type"));
    }
}
