package org.resumelb.jetty.admin;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The dashboard's files: ours, and uPlot's from its webjar. They may load nothing from elsewhere, run no other scripts,
 * and turn no text into markup.
 */
final class WebFiles extends Handler.Wrapper {
    private static final String OURS = "org/resumelb/jetty/admin/web/";
    private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    WebFiles(Server server) {
        ResourceFactory resources = ResourceFactory.of(server);
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.combine(List.of(
                resources.newResource(url(OURS)),
                // The webjar has no entry for this folder, so that a class loader does not find it.
                resources.newResource(url(UPLOT)).resolve("dist/"))));
        files.setDirAllowed(false);
        files.setEtags(true);
        files.setCacheControl("no-cache");
        setHandler(files);
    }

    private static URL url(String folder) {
        return Objects.requireNonNull(WebFiles.class.getClassLoader().getResource(folder), folder);
    }

    /** Whether a caller prefers the page to a list of pages. */
    static boolean isForBrowser(HttpFields headers) {
        String accept = headers.get(HttpHeader.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        return super.handle(request, response, callback);
    }
}
