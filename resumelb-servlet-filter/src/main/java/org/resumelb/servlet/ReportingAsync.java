package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * An asynchronous request as the application sees it. It behaves like the container's, except that the report is
 * written before the application lets go of the response, and that its response writes a report as well.
 */
final class ReportingAsync implements AsyncContext {

    private final AsyncContext target;
    private final ReportingRequest request;

    ReportingAsync(AsyncContext target, ReportingRequest request) {
        this.target = target;
        this.request = request;
    }

    boolean isFor(AsyncContext context) {
        return context == target;
    }

    @Override
    public ServletRequest getRequest() {
        return request.own(target.getRequest());
    }

    @Override
    public ServletResponse getResponse() {
        return request.own(target.getResponse());
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return target.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        request.report();
        target.dispatch();
    }

    @Override
    public void dispatch(String path) {
        request.report();
        target.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        request.report();
        target.dispatch(context, path);
    }

    @Override
    public void complete() {
        request.report();
        target.complete();
    }

    @Override
    public void start(Runnable run) {
        target.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        target.addListener(new Listening(listener, request));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest given, ServletResponse givenResponse) {
        target.addListener(new Listening(listener, request), given, givenResponse);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return target.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        target.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return target.getTimeout();
    }

    /** Gives an application's listener this context in place of the container's. */
    private record Listening(AsyncListener listener, ReportingRequest request) implements AsyncListener {

        private AsyncEvent own(AsyncEvent event) {
            return new AsyncEvent(
                    request.reporting(event.getAsyncContext()),
                    event.getSuppliedRequest(),
                    event.getSuppliedResponse(),
                    event.getThrowable());
        }

        @Override
        public void onComplete(AsyncEvent event) throws IOException {
            listener.onComplete(own(event));
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            listener.onTimeout(own(event));
        }

        @Override
        public void onError(AsyncEvent event) throws IOException {
            listener.onError(own(event));
        }

        @Override
        public void onStartAsync(AsyncEvent event) throws IOException {
            listener.onStartAsync(own(event));
        }
    }
}
