package org.resumelb.jetty.proxy;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Interim answers on their way to the client; the answer itself is written behind them. Not thread-safe: used by the
 * events of one attempt, which come one at a time.
 */
final class InterimAnswers {
    private final ServletContextResponse response;
    private final boolean understood;
    private CompletableFuture<?> written = CompletableFuture.completedFuture(null);

    /** Makes a relay to a client, which may not know of interim answers. */
    InterimAnswers(ServletContextResponse response, boolean understood) {
        this.response = response;
        this.understood = understood;
    }

    /** Writes one behind those before it. A client that cannot be written to is noticed with the answer itself. */
    void relay(int status, HttpFields headers) {
        if (understood && status != HttpStatus.CONTINUE_100) {
            written = written.thenCompose(before -> response.writeInterim(status, headers));
        }
    }

    /** Runs a step when all are written, or could not be. */
    void then(Runnable step) {
        if (written.isDone()) {
            step.run();
        } else {
            var unused = written.whenComplete((result, failure) -> step.run());
        }
    }
}
