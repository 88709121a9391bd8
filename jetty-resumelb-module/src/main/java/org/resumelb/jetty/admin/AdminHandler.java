package org.resumelb.jetty.admin;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests to the admin connector. Health is answered immediately, by the thread that read the request.
 * Everything else is answered by a few threads with a bounded queue, so that no number of requests makes health wait.
 */
final class AdminHandler extends Handler.Wrapper {
    private static final String LIVE = "/live";
    private static final String EVENTS = "/events";

    /** The names that the dashboard's files may have; no other path is looked up among them. */
    private static final Pattern FILE = Pattern.compile("/|/\\w+(\\.\\w+)+");

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private static final String METRICS = "/metrics";

    private final Administration balancer;
    private final AccessRules rules;
    private final AdminPages pages;
    private final Dashboard dashboard;
    private final Executor executor;

    AdminHandler(Administration balancer, AccessRules rules, Dashboard dashboard, Executor executor, Handler files) {
        super(files);
        this.balancer = balancer;
        this.rules = rules;
        this.dashboard = dashboard;
        this.executor = executor;
        pages = new AdminPages(balancer, dashboard);
    }

    /** Everything that waits does so on other threads. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Answer health = health(path);
        if (health != null) {
            boolean reads = AdminPages.reads(request.getMethod());
            send(reads ? health : Answer.notAllowed("GET, HEAD"), response, callback);
            return true;
        }
        Answer refusal = rules.refusal(request, path.equals(METRICS));
        if (refusal != null) {
            send(refusal, response, callback);
            return true;
        }
        try {
            executor.execute(() -> answer(path, request, response, callback));
        } catch (RejectedExecutionException e) {
            Answer busy = Answer.error(HttpStatus.SERVICE_UNAVAILABLE_503, "too many ask at once; ask again");
            send(busy.with("Retry-After", "1"), response, callback);
        }
        return true;
    }

    private @Nullable Answer health(String path) {
        return switch (path) {
            case "/health/live" -> Answer.ok(StatusJson.message("health", "live"));
            case "/health/ready" -> ready();
            default -> null;
        };
    }

    private Answer ready() {
        String obstacle = balancer.isStopAnnounced()
                ? "stopping"
                : balancer.pool().servingWorkers() > 0 ? "" : "no worker serves";
        return obstacle.isEmpty()
                ? Answer.ok(StatusJson.message("health", "ready"))
                : Answer.of(HttpStatus.SERVICE_UNAVAILABLE_503, StatusJson.message("health", obstacle));
    }

    private void answer(String path, Request request, Response response, Callback callback) {
        Answer answer;
        try {
            if (path.equals(EVENTS) && isForStream(request)) {
                dashboard.watchEvents(eventsSince(request), response, callback);
                return;
            }
            answer = path.equals(METRICS) ? metrics(request) : page(path, request);
            if (answer == null) {
                answerApart(path, request, response, callback);
                return;
            }
        } catch (Exception e) {
            LOG.warn("Admin page {} failed", path, e);
            answer = Answer.error(HttpStatus.INTERNAL_SERVER_ERROR_500, "failed; the log says why");
        }
        send(answer, response, callback);
    }

    private @Nullable Answer page(String path, Request request) {
        Fields query;
        try {
            query = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            return Answer.error(HttpStatus.BAD_REQUEST_400, "query: cannot be decoded (expected: UTF-8 in %HH)");
        }
        return pages.answer(request.getMethod(), path, query);
    }

    private static boolean isForStream(Request request) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        return HttpMethod.GET.is(request.getMethod()) && accept != null && accept.contains("text/event-stream");
    }

    /** The last event that the caller has, as given in the query or, if a browser reconnects, in the header. */
    private static long eventsSince(Request request) {
        String last = request.getHeaders().get("Last-Event-ID");
        String since = last == null ? Request.extractQueryParameters(request).getValue("since") : last;
        return since != null && since.matches("[0-9]{1,18}") ? Long.parseLong(since) : 0;
    }

    /** The dashboard's files and its stream of events. */
    private void answerApart(String path, Request request, Response response, Callback callback) throws Exception {
        boolean reads = AdminPages.reads(request.getMethod());
        if (path.equals(LIVE)) {
            if (HttpMethod.GET.is(request.getMethod())) {
                dashboard.watch(response, callback);
            } else {
                send(Answer.notAllowed("GET"), response, callback);
            }
        } else if (path.equals("/") && reads && !WebFiles.isForBrowser(request.getHeaders())) {
            send(Answer.ok(pages.list()), response, callback);
        } else if (!reads || !FILE.matcher(path).matches() || !super.handle(request, response, callback)) {
            String expected = "path: " + path + " (expected: one of the admin pages)";
            send(Answer.error(HttpStatus.NOT_FOUND_404, expected), response, callback);
        }
    }

    /** Not a JSON page: the format depends on the {@code Accept} header. */
    private Answer metrics(Request request) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        Metrics metrics = balancer.metrics();
        return AdminPages.reads(request.getMethod())
                ? new Answer(HttpStatus.OK_200, metrics.contentType(accept), metrics.text(accept), Map.of())
                : Answer.notAllowed("GET, HEAD");
    }

    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(response.getHeaders()::put);
        Content.Sink.write(response, true, answer.body(), callback);
    }
}
