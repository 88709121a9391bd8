package org.resumelb.tools.simulation;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One stream of requests: of clients that ask again as soon as they are answered, or of arrivals that heed no answers.
 * Not thread-safe.
 */
final class Source {
    private static final long SECOND = 1_000_000_000;
    private static final long BEGIN_WITHIN = SECOND / 100;

    private final EventQueue events;
    private final SplittableRandom random;
    private final Supplier<Request> requests;
    private final Scenario.Load load;
    private final Consumer<Request> send;
    private double arrivals = 1;
    private int clients;

    /**
     * A stream that has not begun.
     *
     * @param requests makes the next one
     * @param send takes each request, with its source and its client
     */
    Source(
            EventQueue events,
            SplittableRandom random,
            Supplier<Request> requests,
            Scenario.Load load,
            Consumer<Request> send) {
        this.events = events;
        this.random = random;
        this.requests = requests;
        this.load = load;
        this.send = send;
    }

    void begin() {
        if (load.clients() == 0) {
            events.after(0, this::arrive);
        } else {
            beginClients(load.clients());
        }
    }

    /** So many clients ask and wait for their answers; those of a higher number ask no more. */
    void beginClients(int count) {
        clients = count;
        for (int client = 0; client < count; client++) {
            int number = client;
            events.after(random.nextLong(BEGIN_WITHIN), () -> sendNext(number));
        }
    }

    /** Clients ask no more, but for those of the load. */
    void endWarmers() {
        clients = load.clients();
    }

    private void arrive() {
        double perSecond = load.requestsPerSecond() * arrivals;
        events.after((long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND), this::arrive);
        sendNext(Request.NO_CLIENT);
    }

    private void sendNext(int client) {
        Request request = requests.get();
        request.source = this;
        request.sentNanos = events.now();
        request.client = client;
        send.accept(request);
    }

    /** A request was answered; who waited for it asks again. */
    void answered(Request request) {
        if (request.client != Request.NO_CLIENT && request.client < clients) {
            sendNext(request.client);
        }
    }

    /** A request was refused; who waited for it asks again a second later. */
    void refused(Request request) {
        if (request.client != Request.NO_CLIENT) {
            events.after(SECOND, () -> sendNext(request.client));
        }
    }

    /** From now on so many times as many requests arrive. */
    void multiplyArrivals(double factor) {
        arrivals *= factor;
    }
}
