package org.resumelb.tools.simulation;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Report;

/** A worker: threads that take requests from one queue, a cache, and a recorder. Not thread-safe. */
final class SimulatedWorker {
    final int number;
    final WorkerAddress address;
    final WorkerRecorder recorder;
    final BitSet sitesServed = new BitSet();
    final BitSet sitesServedTwice = new BitSet();

    private final Surroundings its;
    private final ArrayDeque<Request> queue = new ArrayDeque<>();
    private final Scenario.Reports reports;
    private final SplittableRandom random;
    private final int threads;
    private int busy;
    private boolean alive = true;
    LruCache cache;
    double busyMillis;

    /**
     * What a worker works in.
     *
     * @param whenDone told of each request that was served
     */
    record Surroundings(Scenario scenario, Servicing servicing, Occupancy occupancy, Consumer<Request> whenDone) {}

    SimulatedWorker(int number, Surroundings surroundings, LruCache cache) {
        this.number = number;
        this.its = surroundings;
        this.cache = cache;
        address = new WorkerAddress("http", "worker" + number, 8080, "", null);
        threads = its.scenario().cluster().threads();
        reports = its.scenario().reports();
        recorder = new WorkerRecorder(reports.history(), reports.missTimes());
        random = new SplittableRandom(its.scenario().seed() + 31L * number);
        its.occupancy().workerAdded();
    }

    /** A request was sent here. */
    void send(Request request) {
        its.servicing().bring(() -> arrive(request));
    }

    private void arrive(Request request) {
        request.arrivedNanos = its.servicing().now();
        if (busy < threads) {
            start(request);
        } else {
            queue.add(request);
            its.occupancy().queued(1);
        }
    }

    private void start(Request request) {
        if (busy == 0) {
            its.occupancy().idle(-1);
        }
        busy++;
        its.servicing().serve(request, cache, () -> finish(request));
    }

    private void finish(Request request) {
        long now = its.servicing().now();
        double millis = (now - request.startedNanos) / 1e6;
        double told = reports.waiting() ? (now - request.arrivedNanos) / 1e6 : millis;
        request.report = report(request, told);
        busyMillis += millis;
        noteSite(request.site);
        recorder.record(request.requestClass, told, request.missNanos / 1e6, now);
        busy--;
        if (busy == 0) {
            its.occupancy().idle(1);
        }
        Request next = queue.poll();
        if (next != null) {
            its.occupancy().queued(-1);
            start(next);
        }
        its.whenDone().accept(request);
    }

    private Report report(Request request, double millis) {
        if (random.nextDouble() >= reports.answers()) {
            return Report.NONE;
        }
        return new Report(inHand(), millis, reports.missTimes() ? request.missNanos / 1e6 : Double.NaN);
    }

    private void noteSite(int site) {
        if (sitesServed.get(site)) {
            sitesServedTwice.set(site);
        }
        sitesServed.set(site);
    }

    /** Requests in hand: servers have more threads than processors, so a filter counts what waits there as well. */
    int inHand() {
        return busy + queue.size();
    }

    /** It ends, as servers end that are stopped: what it has in hand it finishes. */
    void stop() {
        alive = false;
    }

    /** It begins again, with nothing cached. */
    void start(boolean resumeKept) {
        alive = true;
        cache = new LruCache(its.scenario().cluster().cacheWeight());
        if (!resumeKept) {
            recorder.forgetAll();
        }
    }

    boolean alive() {
        return alive;
    }

    void beginMeasuring() {
        sitesServed.clear();
        sitesServedTwice.clear();
        busyMillis = 0;
    }
}
