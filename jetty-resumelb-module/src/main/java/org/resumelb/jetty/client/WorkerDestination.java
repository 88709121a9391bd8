package org.resumelb.jetty.client;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpExchange;

/**
 * Requests to one worker, of which those that wait for a connection fail when one cannot be made, and no others.
 *
 * <p>Jetty's own, as of 12.1.12, copies its queue and aborts what is in the copy. A request that gets another connection
 * meanwhile is aborted though the worker is at work on it, or has answered already: it seems that a worker refused a
 * connection and answered, which no rule of repeating fits. Thread-safe, as its base is.
 */
final class WorkerDestination extends HttpDestination {
    WorkerDestination(HttpClient client, Origin origin) {
        super(client, origin);
    }

    /** A connection could not be made. */
    @Override
    public void failed(Throwable failure) {
        // What is not in the queue any more gets no connection. What its listeners add is not to fail.
        List<HttpExchange> waiting = new ArrayList<>();
        for (HttpExchange next = getHttpExchanges().poll();
                next != null;
                next = getHttpExchanges().poll()) {
            waiting.add(next);
        }
        for (HttpExchange exchange : waiting) {
            var unused = exchange.getRequest().abort(failure);
        }
    }
}
