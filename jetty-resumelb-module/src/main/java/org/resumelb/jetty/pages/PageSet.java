package org.resumelb.jetty.pages;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The page that a client gets with a status that the load balancer itself produced: the page for this status in the
 * folder of pages, the default one there, or the built-in one; each as HTML or as problem details (RFC 9457).
 * Immutable.
 */
public final class PageSet {
    private static final String DEFAULT = "default";

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{{title}}</title></head>
            <body><h1>{{title}}</h1><p>{{detail}}</p><p><small>Status {{status}}, request {{requestId}}</small></p></body>
            </html>
            """;

    private static final String PROBLEM = """
            {"type":"about:blank","title":"{{title}}","status":{{status}},"detail":"{{detail}}",\
            "requestId":"{{requestId}}"}
            """;

    private final Map<String, String> templates;
    private final @Nullable String disconnectPage;

    /**
     * Creates a set of pages.
     *
     * @param templates by name, such as {@code 503.html} or {@code default.json}
     * @param disconnectPage the HTML page for 502, used as it is; {@code null} for that of the templates
     */
    public PageSet(Map<String, String> templates, @Nullable String disconnectPage) {
        this.templates = Map.copyOf(templates);
        this.disconnectPage = disconnectPage;
    }

    /** A page, ready to be sent. The caller owns the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // carried to the next line of code, never compared
    public record Page(String contentType, byte[] body) {}

    /**
     * The page for a status.
     *
     * @param request the headers of the request, of which {@code Accept} is used
     */
    public Page page(int status, HttpFields request, String requestId) {
        boolean json = Preference.isJson(request.getQualityCSV(HttpHeader.ACCEPT));
        String text = json ? problem(status, requestId) : html(status, requestId);
        String type = json ? "application/problem+json" : "text/html;charset=utf-8";
        return new Page(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private String html(int status, String requestId) {
        if (status == 502 && disconnectPage != null) {
            return disconnectPage;
        }
        Wording wording = Wording.of(status);
        return filled(template(status, ".html", HTML), status, wording, escapedForHtml(requestId));
    }

    private String problem(int status, String requestId) {
        return filled(template(status, ".json", PROBLEM), status, Wording.of(status), requestId);
    }

    private String template(int status, String kind, String builtIn) {
        String own = templates.get(status + kind);
        return own != null ? own : templates.getOrDefault(DEFAULT + kind, builtIn);
    }

    /** Titles and details are our own and need no escaping; an id consists of characters that need none in JSON. */
    private static String filled(String template, int status, Wording wording, String requestId) {
        return template.replace("{{status}}", Integer.toString(status))
                .replace("{{title}}", wording.title())
                .replace("{{detail}}", wording.detail())
                .replace("{{requestId}}", requestId);
    }

    private static String escapedForHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
