package org.resumelb.tryout;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Workers, load balancer and readers together, and the progress that is printed about them. */
final class Scene {
    private static final int SITES_PER_WORKER = 30;

    /** The size of a worker's cache: somewhat more than its share of the sites, far less than all. */
    private static final int CAPACITY = 40;

    private static final int STEP_SECONDS = 5;
    private static final double SPECIALISED = 0.9;

    private final Options options;
    private final Path home;
    private final PrintStream out;
    private final int sites;
    private final List<AutoCloseable> actors = new ArrayList<>();

    Scene(Options options, Path home, PrintStream out) {
        this.options = options;
        this.home = home;
        this.out = out;
        this.sites = options.workers() * SITES_PER_WORKER;
    }

    /** Runs until the time is up, or the process is asked to end. */
    void play() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread end = new Thread(
                () -> {
                    over.countDown();
                    close();
                },
                "end");
        Runtime.getRuntime().addShutdownHook(end);
        out.println("Starting " + options.workers() + " workers and the load balancer ...");
        List<NewspaperWorker> workers = new ArrayList<>();
        for (int i = 1; i <= options.workers(); i++) {
            NewspaperWorker worker = new NewspaperWorker(i, CAPACITY);
            started(worker);
            workers.add(worker);
        }
        BalancerProcess balancer = new BalancerProcess(
                home, options, workers.stream().map(NewspaperWorker::url).toList());
        started(balancer);
        balancer.awaitListening(options.port());
        introduce(workers);
        Readers readers = new Readers(options.port(), sites);
        started(readers);
        tell(workers, readers, over);
    }

    private synchronized void started(AutoCloseable actor) {
        actors.add(0, actor);
    }

    private synchronized void close() {
        for (AutoCloseable actor : actors) {
            try {
                actor.close();
            } catch (Exception e) {
                out.println("resumelb try: " + e);
            }
        }
        actors.clear();
    }

    private void introduce(List<NewspaperWorker> workers) {
        out.println();
        out.println("  Dashboard      http://127.0.0.1:" + options.adminPort() + "/");
        out.println("  State          curl -s http://127.0.0.1:" + options.adminPort() + "/status");
        out.println("  A page         curl -s -H 'Host: site7.example' http://127.0.0.1:" + options.port() + "/");
        out.println("  A résumé       curl -s " + workers.get(0).url() + "/.resumelb/resume");
        out.println();
        out.println("Readers ask for " + sites + " sites equally often; each worker's cache holds " + CAPACITY
                + " of them, and a" + " site that is not in it takes 20 ms to load.");
        out.println(
                "Without affinity " + percent((double) CAPACITY / sites) + " of the pages would come from a cache.");
        out.println();
        out.println("   time   pages/s   from a cache   failed");
    }

    private void tell(List<NewspaperWorker> workers, Readers readers, CountDownLatch over) throws Exception {
        boolean told = false;
        long hitsBefore = 0;
        long missesBefore = 0;
        long pagesBefore = 0;
        for (int seconds = STEP_SECONDS;
                options.seconds() == 0 || seconds <= options.seconds();
                seconds += STEP_SECONDS) {
            if (over.await(STEP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            long hits =
                    workers.stream().mapToLong(worker -> worker.cache().hits()).sum();
            long misses = workers.stream()
                    .mapToLong(worker -> worker.cache().misses())
                    .sum();
            long pages = readers.pages();
            double share = (hits - hitsBefore) / Math.max(1.0, (double) (hits - hitsBefore + misses - missesBefore));
            out.printf(
                    Locale.ROOT,
                    "%5d s %9d %14s %8d%n",
                    seconds,
                    (pages - pagesBefore) / STEP_SECONDS,
                    percent(share),
                    readers.failures());
            if (share >= SPECIALISED && !told) {
                told = true;
                out.println("  The pool has specialised: each worker has its sites. Ctrl-C ends all.");
            }
            hitsBefore = hits;
            missesBefore = misses;
            pagesBefore = pages;
        }
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
