package org.resumelb.tools.simulation;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.function.Consumer;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Report;

/** A worker: threads that take requests from one queue, a cache, and a recorder. Not thread-safe. */
final class SimulatedWorker {
    final int number;
    final WorkerAddress address;
    final LruCache cache;
    final WorkerRecorder recorder;
    final BitSet sitesServed = new BitSet();
    final BitSet sitesServedTwice = new BitSet();

    private final Servicing servicing;
    private final Consumer<Request> whenDone;
    private final ArrayDeque<Request> queue = new ArrayDeque<>();
    private final int threads;
    private final boolean toldWaiting;
    private final boolean missTimes;
    private int busy;
    private double slowness = 1;
    private boolean alive = true;
    double busyMillis;

    /**
     * A worker with an empty cache.
     *
     * @param whenDone told of each request that was served
     */
    SimulatedWorker(int number, Scenario scenario, Servicing servicing, LruCache cache, Consumer<Request> whenDone) {
        this.number = number;
        this.address = new WorkerAddress("http", "worker" + number, 8080, "", null);
        this.threads = scenario.cluster().threads();
        this.toldWaiting = scenario.reports().waiting();
        this.missTimes = scenario.reports().missTimes();
        this.servicing = servicing;
        this.cache = cache;
        this.recorder = new WorkerRecorder(
                scenario.reports().history(), scenario.reports().missTimes());
        this.whenDone = whenDone;
    }

    void arrive(Request request) {
        request.arrivedNanos = servicing.now();
        if (busy < threads) {
            start(request);
        } else {
            queue.add(request);
        }
    }

    private void start(Request request) {
        busy++;
        servicing.serve(request, this, () -> finish(request));
    }

    private void finish(Request request) {
        if (!alive) {
            return;
        }
        busy--;
        long now = servicing.now();
        double millis = (now - request.startedNanos) / 1e6;
        busyMillis += millis;
        noteSite(request.site);
        double told = toldWaiting ? (now - request.arrivedNanos) / 1e6 : millis;
        request.report = new Report(inHand() + 1, told, missTimes ? request.missNanos / 1e6 : Double.NaN);
        recorder.record(request.requestClass, told, request.missNanos / 1e6, now);
        Request next = queue.poll();
        if (next != null) {
            start(next);
        }
        whenDone.accept(request);
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

    double slowness() {
        return slowness;
    }

    /** From now on everything takes this many times as long. */
    void slowDown(double factor) {
        slowness = factor;
    }

    /** Ends it; what it has is never finished. */
    void kill() {
        alive = false;
        queue.clear();
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
