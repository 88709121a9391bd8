package org.resumelb.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response as the application sees it. The container's response does everything, except that the report is written
 * before the head is sent.
 */
final class ReportingResponse extends HttpServletResponseWrapper {

    private final ReportHeader report;
    private @Nullable ReportingStream stream;
    private @Nullable ReportingWriter writer;

    ReportingResponse(HttpServletResponse response, ReportHeader report) {
        super(response);
        this.report = report;
    }

    ReportHeader report() {
        return report;
    }

    /** The reporting response that a response is or wraps; null if there is none. */
    static @Nullable ReportingResponse within(ServletResponse response) {
        ServletResponse inner = response;
        while (!(inner instanceof ReportingResponse) && inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return inner instanceof ReportingResponse found ? found : null;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        // Asked each time, since the container says no if the writer was taken.
        ServletOutputStream target = super.getOutputStream();
        ReportingStream present = stream;
        if (present == null || !present.writesTo(target)) {
            present = new ReportingStream(target, report);
            stream = present;
        }
        return present;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter target = super.getWriter();
        ReportingWriter present = writer;
        if (present == null || !present.writesTo(target)) {
            present = new ReportingWriter(target, report);
            writer = present;
        }
        return present;
    }

    @Override
    public void flushBuffer() throws IOException {
        report.beforeCommit();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        report.beforeCommit();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        report.beforeCommit();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        report.beforeCommit();
        super.sendRedirect(location);
    }

    @Override
    public void reset() {
        super.reset();
        report.removed();
    }

    /** Only the filter sets the report; what the application measured is passed in a request attribute. */
    @Override
    public void setHeader(String name, String value) {
        if (!ReportHeader.NAME.equalsIgnoreCase(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!ReportHeader.NAME.equalsIgnoreCase(name)) {
            super.addHeader(name, value);
        }
    }
}
