package org.resumelb.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Answers the requests below the management path; none of them reaches the application. Thread-safe. */
final class Management {

    private static final String ALLOWED = "GET, HEAD, DELETE";
    private static final String EVENT_STREAM = "text/event-stream";

    private final String path;
    private final Gatekeeper gatekeeper;
    private final ResumeKeeper keeper;
    private final RequestMeter meter;
    private final EventStreams streams;
    private final LongSupplier nanoClock;
    private final ResumeJson json;

    Management(Settings settings, ResumeKeeper keeper, RequestMeter meter, EventStreams streams, LongSupplier clock) {
        this.path = settings.managementPath();
        this.gatekeeper = new Gatekeeper(settings.token());
        this.keeper = keeper;
        this.meter = meter;
        this.streams = streams;
        this.nanoClock = clock;
        this.json = new ResumeJson(keeper.worker());
    }

    /**
     * Whether the path, as decoded by the container, belongs to management; case is ignored, so that no spelling slips
     * through.
     */
    boolean covers(HttpServletRequest request) {
        String asked = pathWithinContext(request);
        return asked.regionMatches(true, 0, path, 0, path.length())
                && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
    }

    private static String pathWithinContext(HttpServletRequest request) {
        String info = request.getPathInfo();
        String asked = info == null ? request.getServletPath() : request.getServletPath() + info;
        return asked.contains("//") ? asked.replaceAll("/{2,}", "/") : asked;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!gatekeeper.admits(request, response)) {
            return;
        }
        if (!pathWithinContext(request).equals(path + "/resume")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> tell(request, response);
            case "HEAD" -> tellOnce(response);
            case "DELETE" -> forget(request, response);
            default -> {
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
                response.setHeader("Allow", ALLOWED);
            }
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean stream = Collections.list(request.getHeaders("Accept")).stream()
                .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains(EVENT_STREAM));
        if (stream) {
            streams.open(request, response);
        } else {
            tellOnce(response);
        }
    }

    private void tellOnce(HttpServletResponse response) throws IOException {
        byte[] body = json.write(keeper.snapshot(nanoClock.getAsLong()), meter.inFlight());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Accepts only unambiguous requests: a misspelt parameter must not forget everything. */
    private void forget(HttpServletRequest request, HttpServletResponse response) {
        String[] classes = request.getParameterValues("class");
        if (classes == null && request.getQueryString() != null) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (classes == null) {
            keeper.forgetAll();
        } else {
            for (String requestClass : classes) {
                keeper.forget(requestClass);
            }
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
