package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.Callback;
import org.resumelb.jetty.pages.PageSet;
import org.resumelb.jetty.request.RequestId;

/** Answers clients in the place of a worker. Immutable. */
final class ErrorPages {
    /** After how many seconds a client that got a 503 may come again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final PageSet pages;

    ErrorPages(PageSet pages) {
        this.pages = pages;
    }

    /**
     * Answers with a status and its page, unless the client already got part of an answer: then the connection is
     * cut, so that the client does not take the part for the whole. Does not wait for the client.
     *
     * @param next run once when the answer was written, or could not be; not if this throws
     */
    void send(HttpServletRequest request, HttpServletResponse response, int status, Runnable next) throws IOException {
        if (response.isCommitted()) {
            response.sendError(-1);
            next.run();
            return;
        }
        response.reset();
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeader.RETRY_AFTER.asString(), Integer.toString(RETRY_AFTER_SECONDS));
        }
        response.setHeader(HttpHeader.CACHE_CONTROL.asString(), "no-store");
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        if (isLast(head)) {
            response.setHeader(HttpHeader.CONNECTION.asString(), HttpHeaderValue.CLOSE.asString());
        }
        String id = RequestId.of(head);
        response.setHeader(RequestId.HEADER, id);
        PageSet.Page page = pages.page(status, head.getHeaders(), id);
        response.setContentType(page.contentType());
        response.setContentLength(page.body().length);
        ServletContextResponse.getServletContextResponse(response)
                .getHttpOutput()
                .sendContent(ByteBuffer.wrap(page.body()), Callback.from(next, failure -> next.run()));
    }

    /** Over HTTP/1 a body that is not read to its end ends the connection, which the client is to know beforehand. */
    private static boolean isLast(ServletContextRequest request) {
        return request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()
                && (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }
}
