package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What a client gets when no worker could answer. Immutable. */
final class ErrorPages {
    /** After how many seconds a client that got a 503 may come again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final byte[] disconnectPage;

    ErrorPages(@Nullable String disconnectPage) {
        String page = disconnectPage != null
                ? disconnectPage
                : page(
                        "The server went away",
                        "The server that was working on your request went away before it had answered."
                                + " Please try again.");
        this.disconnectPage = page.getBytes(StandardCharsets.UTF_8);
    }

    private static String page(String title, String text) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + title
                + "</title></head>\n<body><h1>" + title + "</h1><p>" + text + "</p></body>\n</html>\n";
    }

    /**
     * Answers with a status and its page, unless the client already got part of an answer: then the connection is
     * cut, so that the client does not take the part for the whole. Does not wait for the client.
     *
     * @param next run once when the answer was written, or could not be; not if this throws
     */
    void send(HttpServletResponse response, int status, Runnable next) throws IOException {
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
        byte[] body = body(status);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(body.length);
        ServletContextResponse.getServletContextResponse(response)
                .write(false, ByteBuffer.wrap(body), Callback.from(next, failure -> next.run()));
    }

    private byte[] body(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_GATEWAY -> disconnectPage;
            case HttpServletResponse.SC_GATEWAY_TIMEOUT ->
                bytes("The server did not answer in time", "Please try again later.");
            case HttpServletResponse.SC_SERVICE_UNAVAILABLE ->
                bytes("No server is free at present", "Please try again in a moment.");
            case HttpServletResponse.SC_NOT_FOUND -> bytes("Not found", "There is no such page.");
            case HttpServletResponse.SC_NOT_IMPLEMENTED ->
                bytes("Not supported", "Tunnels are for WebSocket only; this is no forward proxy.");
            default -> bytes("The request cannot be served", "Status " + status + ".");
        };
    }

    private static byte[] bytes(String title, String text) {
        return page(title, text).getBytes(StandardCharsets.UTF_8);
    }
}
