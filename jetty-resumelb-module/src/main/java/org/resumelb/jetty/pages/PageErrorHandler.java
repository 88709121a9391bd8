package org.resumelb.jetty.pages;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestId;

/** Makes Jetty's own error responses, for example to unreadable heads, look like the load balancer's. Thread-safe. */
public final class PageErrorHandler extends ErrorHandler {
    private final PageSet pages;

    /** Responds with these pages. */
    public PageErrorHandler(PageSet pages) {
        this.pages = pages;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String id = RequestId.of(request);
        PageSet.Page page = pages.page(code, request.getHeaders(), id);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, page.contentType())
                .put(RequestId.HEADER, id)
                .put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(page.body()), callback);
    }
}
