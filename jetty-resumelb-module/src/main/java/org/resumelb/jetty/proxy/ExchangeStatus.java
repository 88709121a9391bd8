package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.resumelb.jetty.client.Refusals;
import org.resumelb.pool.Outcome;

/** What a status says of a worker, and which status tells a client of a failure. */
final class ExchangeStatus {
    private ExchangeStatus() {}

    /** What an answer's status says of the worker. */
    static Outcome outcome(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_GATEWAY,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    HttpServletResponse.SC_GATEWAY_TIMEOUT -> Outcome.UNAVAILABLE;
            case HttpServletResponse.SC_FORBIDDEN, HttpServletResponse.SC_NOT_FOUND -> Outcome.NOT_FOUND;
            default -> status >= 500 ? Outcome.ERROR : Outcome.SUCCEEDED;
        };
    }

    /** The status after a failure on the client's side, which may be that the server stops. */
    static int ofClient(HttpServletRequest request, Throwable failure) {
        if (isCut(request)) {
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        return failure instanceof TimeoutException
                ? HttpServletResponse.SC_REQUEST_TIMEOUT
                : HttpServletResponse.SC_BAD_REQUEST;
    }

    /** Whether the server stops, and cuts what has not ended in time. */
    private static boolean isCut(HttpServletRequest request) {
        Connector connector = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnector();
        return connector.isShutdown() || !connector.isRunning();
    }

    /** The status after a failure on the worker's side, or of what we have for it. */
    static int ofWorker(Throwable failure) {
        if (Refusals.isTooLarge(failure)) {
            return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
        }
        if (failure instanceof RejectedExecutionException) {
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        return failure instanceof TimeoutException
                ? HttpServletResponse.SC_GATEWAY_TIMEOUT
                : HttpServletResponse.SC_BAD_GATEWAY;
    }
}
