package org.resumelb.jetty.admin;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.text.Excerpt;

/** The admin pages: what is asked for, and the answer in JSON. */
final class AdminHandler extends Handler.Abstract {
    private static final Pattern WORKER = Pattern.compile("/workers/(?<name>[^/]+)/(?<operation>drain|undrain)");

    private final Administration balancer;

    AdminHandler(Administration balancer) {
        this.balancer = balancer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = answer(request);
        response.setStatus(answer.status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (answer.allow != null) {
            response.getHeaders().put(HttpHeader.ALLOW, answer.allow);
        }
        Content.Sink.write(response, true, answer.json, callback);
        return true;
    }

    private Answer answer(Request request) {
        String path = Request.getPathInContext(request);
        Matcher worker = WORKER.matcher(path);
        boolean operation = path.equals("/classifier/reload") || worker.matches();
        if (operation) {
            return HttpMethod.POST.is(request.getMethod()) ? operate(request, worker) : Answer.notAllowed("POST");
        }
        boolean reading = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        Answer page = page(path, request);
        return reading || page.status == HttpStatus.NOT_FOUND_404 ? page : Answer.notAllowed("GET, HEAD");
    }

    private Answer page(String path, Request request) {
        return switch (path) {
            case "/status" -> Answer.ok(StatusJson.status(balancer));
            case "/config" -> Answer.ok(StatusJson.config(balancer.config()));
            case "/health/live" -> Answer.ok(StatusJson.message("health", "live"));
            case "/health/ready" -> ready();
            case "/explain" -> explain(Request.extractQueryParameters(request).getValue("class"));
            default -> Answer.error(HttpStatus.NOT_FOUND_404, "path: " + path + " (expected: one of the admin pages)");
        };
    }

    private Answer ready() {
        String obstacle = balancer.isStopAnnounced()
                ? "stopping"
                : balancer.pool().servingWorkers() > 0 ? "" : "no worker serves";
        return obstacle.isEmpty()
                ? Answer.ok(StatusJson.message("health", "ready"))
                : new Answer(HttpStatus.SERVICE_UNAVAILABLE_503, StatusJson.message("health", obstacle), null);
    }

    private Answer explain(@Nullable String requestClass) {
        return requestClass == null
                ? Answer.error(HttpStatus.BAD_REQUEST_400, "parameter class is absent (expected: /explain?class=C)")
                : Answer.ok(StatusJson.explanation(balancer.pool().explain(requestClass)));
    }

    private Answer operate(Request request, Matcher worker) {
        if (isForeign(request)) {
            return Answer.error(HttpStatus.FORBIDDEN_403, "operations are not for pages of other origins");
        }
        boolean drains = worker.matches() && worker.group("operation").equals("drain");
        Set<String> known = drains ? Set.of("handoverSeconds") : Set.of();
        for (String parameter : Request.extractQueryParameters(request).getNames()) {
            if (!known.contains(parameter)) {
                // A misspelt one would do at once what was to be done gradually.
                return Answer.error(
                        HttpStatus.BAD_REQUEST_400,
                        "parameter: " + Excerpt.of(parameter) + " (expected: "
                                + (drains ? "handoverSeconds or none)" : "none)"));
            }
        }
        try {
            return worker.matches()
                    ? drain(
                            URIUtil.decodePath(worker.group("name")),
                            worker.group("operation"),
                            Request.extractQueryParameters(request).getValue("handoverSeconds"))
                    : Answer.ok(StatusJson.message("classifier", balancer.reloadClassifier()));
        } catch (ClassifierFileException e) {
            return Answer.error(HttpStatus.CONFLICT_409, e.getMessage());
        }
    }

    private Answer drain(String name, String operation, @Nullable String seconds) {
        if (seconds != null && !seconds.matches("[0-9]{1,6}")) {
            return Answer.error(
                    HttpStatus.BAD_REQUEST_400,
                    "handoverSeconds: " + seconds + " (expected: a whole number from 0 to 999999)");
        }
        try {
            if (operation.equals("undrain")) {
                balancer.undrain(name);
            } else if (seconds != null) {
                balancer.drain(name, Integer.parseInt(seconds));
            } else {
                balancer.drain(name);
            }
            return Answer.ok(StatusJson.message(operation + "ed", name));
        } catch (IllegalArgumentException e) {
            return Answer.error(HttpStatus.NOT_FOUND_404, e.getMessage());
        }
    }

    /** Whether a browser sends this on behalf of some other site's page. */
    private static boolean isForeign(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return origin != null && !origin.equals("http://" + host);
    }

    private record Answer(int status, String json, @Nullable String allow) {
        static Answer ok(String json) {
            return new Answer(HttpStatus.OK_200, json, null);
        }

        static Answer error(int status, @Nullable String message) {
            return new Answer(status, StatusJson.message("error", message == null ? "failed" : message), null);
        }

        static Answer notAllowed(String allow) {
            String error = StatusJson.message("error", "method (expected: " + allow + ")");
            return new Answer(HttpStatus.METHOD_NOT_ALLOWED_405, error, allow);
        }
    }
}
