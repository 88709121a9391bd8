package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.proxy.body.ClientBody;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Worker;

/**
 * The failed attempts to have one request served, and whether there may be another. In the hands of one thread at a
 * time.
 */
final class RetryState {
    /** A request that was lost together with so many workers' connections is not given to another worker. */
    private static final int MOST_LOST = 2;

    private final ProxyContext context;
    private final HttpServletRequest request;
    private final @Nullable ClientBody body;
    private Set<Worker> failedWorkers = Set.of();
    private Set<Worker> refusedBy = Set.of();
    private int retries;
    private int lost;
    private int lastFailure = HttpServletResponse.SC_BAD_GATEWAY;

    RetryState(ProxyContext context, HttpServletRequest request, @Nullable ClientBody body) {
        this.context = context;
        this.request = request;
        this.body = body;
    }

    /** Who must not get the request again. */
    Set<Worker> failedWorkers() {
        return failedWorkers;
    }

    /** Whether workers serve, but whoever serves has failed the request already. */
    boolean allHaveFailed() {
        return !failedWorkers.isEmpty()
                && context.pool().servingWorkers() > 0
                && !context.pool().servesBesides(failedWorkers);
    }

    /** The status that tells of the last attempt's failure. */
    int lastFailure() {
        return lastFailure;
    }

    /** The request begins to wait. When there is nobody to wait for, whoever comes may have been restarted. */
    void waits() {
        if (context.pool().servingWorkers() == 0) {
            failedWorkers = Set.of();
        }
    }

    /**
     * Whether to send the request once more to the same worker, which is no retry: the worker did not fail, it closed a
     * connection that was idle. If it is down after all, that will show, so no more workers see the request than may.
     */
    boolean maySendAgain(Transfer.Progress progress) {
        if (context.settings().retries().max() == 0) {
            return false;
        }
        return progress == Transfer.Progress.STALE && isSafe();
    }

    /**
     * Whether to repeat at once what a worker has refused to process, which is no failure: it may be restarting, and take
     * the request over its next connection. A worker that refuses it a second time has failed it.
     */
    boolean mayRepeatRefused(Lease lease, Transfer.Progress progress) {
        if (progress != Transfer.Progress.REFUSED
                || context.settings().retries().max() == 0
                || refusedBy.contains(lease.worker())) {
            return false;
        }
        refusedBy = with(refusedBy, lease.worker());
        return canBeSentAgain();
    }

    private static Set<Worker> with(Set<Worker> workers, Worker another) {
        Set<Worker> all = new HashSet<>(workers);
        all.add(another);
        return Set.copyOf(all);
    }

    private boolean canBeSentAgain() {
        return body == null || body.rewind();
    }

    /** Counts an attempt that a worker failed; returns whether there may be another. */
    boolean mayRetry(Lease lease, @Nullable Throwable failure, Transfer.Progress progress, int status) {
        lastFailure = status;
        failedWorkers = with(failedWorkers, lease.worker());
        if (progress == Transfer.Progress.SENT && failure instanceof IOException) {
            lost++;
        }
        if (lost >= MOST_LOST) {
            context.poisonRequests().note(lease.requestClass(), request.getMethod(), request.getRequestURI());
            return false;
        }
        boolean may = isRepeatable(failure, progress)
                && retries < context.settings().retries().max()
                && context.retryBudget().tryRetry();
        if (may) {
            retries++;
            context.retryBudget().retried(progress == Transfer.Progress.SENT ? RetryReason.LOST : RetryReason.UNSENT);
        }
        return may;
    }

    /**
     * A request that no worker has seen may go elsewhere whatever it is; one that was sent, if repeating it is safe. Not
     * after a timeout: the worker may be at work on it still, and the client has waited long enough.
     */
    private boolean isRepeatable(@Nullable Throwable failure, Transfer.Progress progress) {
        return switch (progress) {
            case UNSENT, REFUSED -> canBeSentAgain();
            case SENT -> isSafe() && !(failure instanceof TimeoutException);
            case STALE, ANSWERED -> false;
        };
    }

    private boolean isSafe() {
        return body == null && (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()));
    }
}
