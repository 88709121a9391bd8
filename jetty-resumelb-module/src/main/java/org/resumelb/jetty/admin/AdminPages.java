package org.resumelb.jetty.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;
import org.resumelb.text.Excerpt;

/** All admin pages except health and the dashboard's files, by path. Immutable. */
final class AdminPages {
    private static final String NAME = "{name}";

    private final List<Entry> entries;

    AdminPages(Administration balancer, Dashboard dashboard) {
        Operations operations = new Operations(balancer);
        entries = List.of(
                shows("/status", Set.of(), (name, parameters) -> Answer.ok(StatusJson.status(balancer))),
                shows("/config", Set.of(), (name, parameters) -> Answer.ok(StatusJson.config(balancer.config()))),
                shows("/history", Set.of(), (name, parameters) -> HistoryJson.history(balancer.observation())),
                shows(
                        "/events",
                        Set.of("since"),
                        (name, parameters) -> HistoryJson.events(balancer.observation(), parameters.get("since"))),
                shows("/explain", Set.of("class"), operations::explain),
                shows("/conditions", Set.of(), dashboard::conditions),
                shows("/classes", Set.of("top"), dashboard::classes),
                does("/classes/" + NAME + "/forget", Set.of(), operations::forget),
                does("/classifier/check", Set.of(), operations::check),
                does("/classifier/reload", Set.of(), operations::reload),
                does("/workers/" + NAME + "/drain", Set.of("handoverSeconds", "unlessLast"), operations::drain),
                does("/workers/" + NAME + "/undrain", Set.of(), operations::undrain));
    }

    private static Entry shows(String path, Set<String> parameters, Page page) {
        return new Entry(path, pattern(path), false, parameters, page);
    }

    private static Entry does(String path, Set<String> parameters, Page page) {
        return new Entry(path, pattern(path), true, parameters, page);
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(Pattern.quote(path).replace(NAME, "\\E([^/]*)\\Q"));
    }

    /** The list of pages as JSON, for callers that ask for none in particular. */
    String list() {
        return StatusJson.object(json -> {
            json.writeArrayFieldStart("pages");
            json.writeString("GET /health/live");
            json.writeString("GET /health/ready");
            json.writeString("GET /metrics");
            for (Entry entry : entries) {
                json.writeString((entry.operates ? "POST " : "GET ") + entry.path);
            }
            json.writeEndArray();
        });
    }

    /** The answer of a page; {@code null} if there is no page with this path. */
    @Nullable
    Answer answer(String method, String path, Fields query) {
        for (Entry entry : entries) {
            Matcher matcher = entry.pattern.matcher(path);
            if (matcher.matches()) {
                String name = matcher.groupCount() == 0 ? "" : URIUtil.decodePath(matcher.group(1));
                return entry.answer(method, name, query);
            }
        }
        return null;
    }

    /** Whether a request only reads. */
    static boolean reads(String method) {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    }

    private record Entry(String path, Pattern pattern, boolean operates, Set<String> known, Page page) {
        Answer answer(String method, String name, Fields query) {
            if (operates ? !HttpMethod.POST.is(method) : !reads(method)) {
                return Answer.notAllowed(operates ? "POST" : "GET, HEAD");
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (Fields.Field field : query) {
                // A misspelt one would do at once what was to be done gradually.
                if (operates && !known.contains(field.getName())) {
                    return Answer.error(HttpStatus.BAD_REQUEST_400, unknown(field.getName()));
                }
                parameters.put(field.getName(), field.getValue() == null ? "" : field.getValue());
            }
            return page.answer(name, parameters);
        }

        private String unknown(String parameter) {
            String expected = known.isEmpty() ? "none" : String.join(", ", known) + " or none";
            return "parameter: " + Excerpt.of(parameter) + " (expected: " + expected + ")";
        }
    }
}
