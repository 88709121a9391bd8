package org.resumelb.tryout;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.resumelb.servlet.ResumeFilter;

/** Front pages of many sites; reports how long each page's data took to load, as an application may. */
final class NewspaperServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final transient SiteCache cache;

    /** The newspaper on one worker. */
    NewspaperServlet(int number, SiteCache cache) {
        this.number = number;
        this.cache = cache;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long missNanos = cache.use(request.getServerName());
        request.setAttribute(ResumeFilter.MISS_NANOS, missNanos);
        response.setContentType("text/plain;charset=utf-8");
        String from = missNanos == 0 ? "its cache" : "the database";
        response.getWriter().write("The front page, by worker " + number + " from " + from + "\n");
    }
}
