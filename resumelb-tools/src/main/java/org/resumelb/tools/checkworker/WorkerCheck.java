package org.resumelb.tools.checkworker;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.checkworker.EventReader.Event;
import org.resumelb.tools.console.JsonTree;

/** Plays the protocol step by step; each step builds on the previous ones. */
final class WorkerCheck {
    /** A second between two signs of life, with tolerance for a slow worker. */
    private static final long SOON_MILLIS = 4_000;

    private final WorkerUnderCheck worker;
    private final String path;
    private final Verdicts verdicts = new Verdicts();

    /** Unique, so that leftovers of earlier checks do not matter. */
    private final String requestClass =
            "check-worker-" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + ".example";

    /**
     * Creates a check.
     *
     * @param path path of the application to request
     */
    WorkerCheck(WorkerUnderCheck worker, String path) {
        this.worker = worker;
        this.path = path;
    }

    /**
     * Runs the check.
     *
     * @throws IOException if the worker cannot be reached at all
     */
    Verdicts run() throws IOException, InterruptedException {
        HttpResponse<String> answer = worker.send(worker.authorized());
        if (answer.statusCode() == 404) {
            HttpResponse<String> page = worker.serve(path, requestClass, "");
            verdicts.right("serves: " + path + " has " + page.statusCode());
            ReportRules.judge(page, verdicts);
            verdicts.wrong("no résumé: 404", "200; without one the worker is used, but nobody knows its skills");
            return verdicts;
        }
        JsonTree resume = resume(answer);
        if (resume != null) {
            guarded();
            measured(resume.text("classifier"));
            streamed(resume.text("classifier"));
            forgotten();
        }
        return verdicts;
    }

    private @Nullable JsonTree resume(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            verdicts.wrong("refuses to tell its résumé: " + status, "200 to whoever shows the token; see --token-file");
            return null;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean plain = answer.headers().firstValue("Content-Encoding").isEmpty();
        if (!verdicts.require(
                status == 200 && type.startsWith("application/json") && plain,
                "tells its résumé as JSON",
                "résumé: " + status + ", " + (type.isEmpty() ? "no type" : type) + (plain ? "" : ", encoded"),
                "200, application/json, not encoded")) {
            return null;
        }
        return judged("résumé", answer.body());
    }

    /** A text as a résumé; null if it is not valid. */
    private @Nullable JsonTree judged(String what, String text) {
        try {
            JsonTree resume = JsonTree.parse(text);
            String objection = ResumeRules.objection(resume);
            if (objection.isEmpty()) {
                return resume;
            }
            verdicts.wrong(what + ": " + objection, "as docs/protocol.md says");
        } catch (IOException e) {
            verdicts.wrong(what + ": no JSON", "an object as docs/protocol.md says");
        }
        return null;
    }

    /** Checks that strangers are refused. */
    private void guarded() throws IOException, InterruptedException {
        if (worker.hasToken()) {
            int none = worker.send(worker.management()).statusCode();
            verdicts.require(none == 401, "asks for the token", "answers " + none + " without the token", "401");
            int other = worker.send(worker.management().header("Authorization", "Bearer not-it"))
                    .statusCode();
            verdicts.require(other == 401, "refuses another token", "answers " + other + " to another token", "401");
        } else {
            int proxied = worker.send(worker.management().header("X-Forwarded-For", "192.0.2.1"))
                    .statusCode();
            verdicts.require(
                    proxied == 403,
                    "refuses what a proxy passed on",
                    "answers " + proxied + " to what a proxy passed on",
                    "403 without a token");
        }
    }

    /** Checks that a request is reported and recorded. */
    private void measured(String classifier) throws IOException, InterruptedException {
        HttpResponse<String> page = worker.serve(path, requestClass, classifier);
        verdicts.require(
                page.statusCode() < 400,
                "serves: " + path + " has " + page.statusCode(),
                path + " has " + page.statusCode(),
                "a page that exists; see --path");
        ReportRules.judge(page, verdicts);
        // An answer may arrive a little before its request has ended.
        JsonTree skill = new JsonTree(Map.of());
        for (int i = 0; i < 20 && !skill.has("requests"); i++) {
            LockSupport.parkNanos(50_000_000);
            skill = JsonTree.parse(worker.send(worker.authorized()).body())
                    .object("classes")
                    .object(requestClass);
        }
        verdicts.require(
                skill.whole("requests") == 1,
                "records a request of a new class",
                skill.has("requests")
                        ? "recorded one request as " + skill.whole("requests")
                        : "did not record a request of a new class",
                "one request in the résumé");
    }

    private void streamed(String classifier) throws IOException, InterruptedException {
        HttpRequest.Builder request = worker.authorized().header("Accept", "text/event-stream, application/json;q=0.5");
        HttpResponse<InputStream> answer = worker.open(request);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            answer.body().close();
            verdicts.note("no stream (" + type + "): it is asked for its résumé every five seconds");
            return;
        }
        try (EventReader events = new EventReader(answer.body())) {
            Event first = events.next(SOON_MILLIS);
            if (!verdicts.require(
                    first != null && first.name().equals("resume"),
                    "its stream begins with the résumé",
                    first == null ? "its stream says nothing" : "its stream begins with " + first.name(),
                    "the event resume at once")) {
                return;
            }
            var unused = judged("event resume", Objects.requireNonNull(first).data());
            Event earlier = events.next("load", SOON_MILLIS);
            Event later = events.next("load", SOON_MILLIS);
            boolean alive = isLoad(earlier) && isLoad(later);
            verdicts.require(
                    alive, "gives signs of life", "no event load for 4 s", "one each second: {\"inFlight\":0}");
            String fresh = "new-" + requestClass;
            var page = worker.serve(path, fresh, classifier);
            Event skills = events.next("skills", SOON_MILLIS);
            boolean told = skills != null
                    && JsonTree.parse(skills.data()).object("classes").has(fresh);
            verdicts.require(
                    told || page.statusCode() >= 500,
                    "tells of a new skill at once",
                    "no event skills with a class that is new",
                    "within a second or so");
        }
    }

    private static boolean isLoad(@Nullable Event event) throws IOException {
        return event != null && JsonTree.parse(event.data()).has("inFlight");
    }

    /** Removes what the check left behind, if that is allowed. */
    private void forgotten() throws IOException, InterruptedException {
        if (!worker.hasToken()) {
            return;
        }
        for (String name : new String[] {requestClass, "new-" + requestClass}) {
            HttpRequest.Builder delete = worker.forgetting(name);
            int status = worker.send(delete).statusCode();
            if (status != 200 && status != 204) {
                verdicts.wrong("DELETE of a class has " + status, "200 or 204");
                return;
            }
        }
        JsonTree classes =
                JsonTree.parse(worker.send(worker.authorized()).body()).object("classes");
        verdicts.require(
                !classes.has(requestClass),
                "forgets a class",
                "knows a class that it was to forget",
                "no longer there");
    }
}
