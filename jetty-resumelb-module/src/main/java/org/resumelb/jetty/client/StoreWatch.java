package org.resumelb.jetty.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.StoreFile;
import org.resumelb.text.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has clients to workers use certificates and keys whose files were replaced, for connections to come. Contents decide, not
 * times, and only once they are the same twice, since a file may be half written. Files that cannot be used change nothing
 * and are logged once. Thread-safe.
 */
public final class StoreWatch extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Settings.Tls tls;
    private final List<HttpClient> clients;
    private final Scheduler scheduler;
    private final List<StoreFile> files;
    private volatile Scheduler.@Nullable Task next;

    // Written before the first round and then by rounds, of which each begins the next.
    private volatile int seen;
    private volatile int judged;

    /** Watches the files that these clients were made with; they read none themselves. */
    public StoreWatch(Settings.Tls tls, List<HttpClient> clients, Scheduler scheduler) {
        this.tls = tls;
        this.clients = List.copyOf(clients);
        this.scheduler = scheduler;
        files = Stream.of(tls.trusted(), tls.identity())
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    protected void doStart() {
        seen = contents();
        judged = seen;
        if (!files.isEmpty()) {
            lookLater();
        }
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void lookLater() {
        next = scheduler.schedule(this::lookElsewhere, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Files may be slow, and the scheduler's thread is for all. */
    private void lookElsewhere() {
        try {
            clients.get(0).getExecutor().execute(() -> {
                look();
                if (isRunning()) {
                    lookLater();
                }
            });
        } catch (RejectedExecutionException e) {
            // The clients have stopped.
        }
    }

    private void look() {
        int now = contents();
        boolean settled = now == seen;
        seen = now;
        if (settled && now != judged) {
            judged = now;
            replace();
        }
    }

    private void replace() {
        String names = files.stream().map(StoreFile::toString).collect(Collectors.joining(", "));
        try {
            WorkerTls read = WorkerTls.load(tls);
            read.require();
            for (HttpClient client : clients) {
                read.replaceIn(client);
            }
            LOG.info("TLS to workers: read again for new connections: {}", names);
        } catch (Exception e) {
            LOG.warn(
                    "TLS to workers: {} cannot be used, what was read before stays: {}",
                    names,
                    Excerpt.of(e.toString()));
        }
    }

    /** What the contents are, as a number; an unreadable file is a content as well. */
    private int contents() {
        int contents = 1;
        for (StoreFile file : files) {
            try {
                contents = 31 * contents + Arrays.hashCode(file.content());
            } catch (IOException e) {
                contents = 31 * contents;
            }
        }
        return contents;
    }
}
