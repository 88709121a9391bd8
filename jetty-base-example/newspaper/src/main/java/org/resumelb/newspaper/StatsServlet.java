package org.resumelb.newspaper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/**
 * This worker's counters as JSON: {@code GET} shows them, {@code GET ?ids} also the ids of the cached records,
 * {@code DELETE} empties the cache and sets the counters to zero. Answers only to this machine.
 */
public final class StatsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient JsonFactory json = new JsonFactory();

    /** Made by the container. */
    public StatsServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
            super.service(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Library library = NewspaperListener.library(getServletContext());
        Set<Long> ids = library.cachedIds();
        response.setContentType("application/json");
        try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
            out.writeStartObject();
            out.writeNumberField("requests", library.requests());
            out.writeNumberField("lookups", library.lookups());
            out.writeNumberField("loads", library.loads());
            out.writeNumberField("capacity", library.capacity());
            out.writeNumberField("cached", ids.size());
            if (request.getParameter("ids") != null) {
                writeIds(out, ids);
            }
            out.writeEndObject();
        }
    }

    private static void writeIds(JsonGenerator out, Set<Long> ids) throws IOException {
        out.writeArrayFieldStart("ids");
        for (long id : ids) {
            out.writeNumber(id);
        }
        out.writeEndArray();
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        NewspaperListener.library(getServletContext()).reset();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
