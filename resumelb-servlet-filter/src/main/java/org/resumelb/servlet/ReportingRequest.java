package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it. It behaves like the container's, except that asynchronous processing started on
 * it also reports.
 */
final class ReportingRequest extends HttpServletRequestWrapper {

    private final ReportingResponse response;
    private volatile @Nullable ReportingAsync present;

    ReportingRequest(HttpServletRequest request, ReportingResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return reporting(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse ownResponse) {
        return reporting(super.startAsync(request, ownResponse));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return reporting(super.getAsyncContext());
    }

    /** Always the same one for the same context. */
    ReportingAsync reporting(AsyncContext context) {
        ReportingAsync known = present;
        if (known == null || !known.isFor(context)) {
            known = new ReportingAsync(context, this);
            present = known;
        }
        return known;
    }

    /** This request in place of the container's own. */
    ServletRequest own(ServletRequest request) {
        return request == getRequest() ? this : request;
    }

    /** The response that belongs to this request in place of the container's own. */
    ServletResponse own(ServletResponse other) {
        return other == response.getResponse() ? response : other;
    }

    /** The filter may not see the response again after this. */
    void report() {
        response.report().beforeCommit();
    }
}
