package org.resumelb.jetty;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Affinity.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when it turns out that affinity does not help, and one if it helps after all. Checks every ten seconds,
 * one check at a time, which makes it thread-safe.
 */
final class AffinityWatch extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(AffinityWatch.class);
    private static final long PERIOD_SECONDS = 10;

    private final Supplier<Affinity> affinity;
    private final Scheduler scheduler;
    private volatile Scheduler.@Nullable Task next;
    private volatile Verdict told = Verdict.HELPS;

    AffinityWatch(Supplier<Affinity> affinity, Scheduler scheduler) {
        this.affinity = affinity;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        next = scheduler.schedule(this::look, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        String news = news(affinity.get());
        if (news != null) {
            LOG.info(news);
        }
        if (isRunning()) {
            lookLater();
        }
    }

    /** What has not been logged yet. */
    @Nullable
    String news(Affinity now) {
        if (now.verdict() == Verdict.UNKNOWN || now.verdict() == told) {
            return null;
        }
        told = now.verdict();
        String conclusion = told == Verdict.HELPS
                ? "Affinity helps now"
                : "Affinity does not help: the request class hardly matters to the workers' caches, or they share one";
        return String.format(
                Locale.ROOT,
                "%s. A class's first requests on a worker take %.2f times as long as later ones (%d and %d requests)",
                conclusion,
                now.coldOverWarm(),
                now.coldRequests(),
                now.warmRequests());
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }
}
