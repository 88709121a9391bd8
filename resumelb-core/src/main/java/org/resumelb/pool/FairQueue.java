package org.resumelb.pool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for one worker, or for any. Within a class they are served in order of arrival; among classes by
 * fair queueing, so that each class that wants room gets an equal share of the worker's time, whatever the others ask
 * for.
 *
 * <p>The order is that of self-clocked fair queueing (Golestani, "A self-clocked fair queueing scheme for broadband
 * applications", INFOCOM 1994): the oldest request of a class has a tag, which is the tag of the request of the class
 * served before it, or the present virtual time if that is later, plus its cost. The smallest tag goes first, and
 * virtual time is the tag served last. Each operation takes time logarithmic in the number of waiting requests. Guarded
 * by the pool's lock.
 */
final class FairQueue {
    /** Nothing is free: an expected cost of almost nothing may be wrong. */
    static final double MIN_COST = 0.1;

    /** How many classes the search skips because no worker is open to them, before it gives up. */
    private static final int MAX_PASSED_OVER = 8;

    private static final int MAX_ASKED = 3;

    /** How many requests of one class are skipped because only they may not go where there is room. */
    private static final int MAX_PASSED_OVER_IN_CLASS = 4;

    /** The number of idle flows that are always kept. */
    private static final int KEPT_FLOWS = 64;

    private static final Comparator<Flow> BY_TAG =
            Comparator.<Flow>comparingDouble(flow -> flow.tag).thenComparingLong(flow -> flow.number);

    private final TreeSet<Flow> waiting = new TreeSet<>(BY_TAG);
    private Map<String, Flow> flows = new HashMap<>();
    private double virtualTime;
    private long flowNumber;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Waiter waiter) {
        if (size == 0) {
            // Clearing a map takes as long as it once was large.
            flows = new HashMap<>();
            virtualTime = 0;
        } else if (flows.size() > KEPT_FLOWS + 2 * waiting.size()) {
            flows.values().removeIf(flow -> flow.line.isEmpty() && flow.served <= virtualTime);
        }
        Flow flow = flows.computeIfAbsent(waiter.request.requestClass(), name -> new Flow(flowNumber++));
        if (flow.line.isEmpty()) {
            flow.start = Math.max(virtualTime, flow.served);
        } else {
            waiting.remove(flow);
        }
        flow.line.put(waiter.number, waiter);
        enter(flow, flow.oldest() == waiter);
        size++;
    }

    /**
     * The first request in order that fits. Only a few classes, and a few requests of each, are considered, so that the
     * search is short.
     */
    @Nullable
    Waiter first(Predicate<Waiter> fits) {
        Iterator<Flow> inOrder = waiting.iterator();
        for (int i = 0; i < MAX_PASSED_OVER && inOrder.hasNext(); i++) {
            Waiter first = inOrder.next().first(fits);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    /** The oldest request of one of the next few classes, if it fits: for what is dear to find out. */
    @Nullable
    Waiter oneOfTheNext(Predicate<Waiter> fits) {
        Iterator<Flow> inOrder = waiting.iterator();
        for (int i = 0; i < MAX_ASKED && inOrder.hasNext(); i++) {
            Waiter oldest = inOrder.next().oldest();
            if (fits.test(oldest)) {
                return oldest;
            }
        }
        return null;
    }

    /** All waiting requests, in order of arrival. */
    List<Waiter> inOrder() {
        return waiting.stream()
                .flatMap(flow -> flow.line.values().stream())
                .sorted(Comparator.comparingLong(waiter -> waiter.number))
                .toList();
    }

    /** A request is served, which uses up its class's turn. */
    void serve(Waiter waiter) {
        Flow flow = flowOf(waiter);
        virtualTime = Math.max(virtualTime, flow.tag);
        flow.served = flow.tag;
        flow.start = flow.tag;
        remove(flow, waiter, true);
    }

    /** Removes a request that was not served. */
    void remove(Waiter waiter) {
        Flow flow = flowOf(waiter);
        remove(flow, waiter, flow.oldest() == waiter);
    }

    private void remove(Flow flow, Waiter waiter, boolean turnBegins) {
        waiting.remove(flow);
        flow.line.remove(waiter.number);
        if (!flow.line.isEmpty()) {
            enter(flow, turnBegins);
        }
        size--;
    }

    /**
     * The tag counts from the beginning of the class's turn, however many of its requests arrive or give up in the
     * meantime.
     */
    private void enter(Flow flow, boolean turnBegins) {
        if (turnBegins) {
            flow.tag = flow.start + flow.oldest().cost();
        }
        waiting.add(flow);
    }

    private Flow flowOf(Waiter waiter) {
        Flow flow = flows.get(waiter.request.requestClass());
        if (flow == null || flow.line.get(waiter.number) != waiter) {
            throw new IllegalStateException("the request does not wait here");
        }
        return flow;
    }

    /** One class's requests. */
    private static final class Flow {
        final long number;
        final TreeMap<Long, Waiter> line = new TreeMap<>();
        double served;

        /**
         * The virtual time from which the oldest request counts: when the one before it was served, or when it arrived.
         */
        double start;

        double tag;

        Flow(long number) {
            this.number = number;
        }

        Waiter oldest() {
            return line.firstEntry().getValue();
        }

        @Nullable
        Waiter first(Predicate<Waiter> fits) {
            Iterator<Waiter> inOrder = line.values().iterator();
            for (int i = 0; i < MAX_PASSED_OVER_IN_CLASS && inOrder.hasNext(); i++) {
                Waiter next = inOrder.next();
                if (fits.test(next)) {
                    return next;
                }
            }
            return null;
        }
    }
}
