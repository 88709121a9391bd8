package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resumelb.policy.LeastBacklogPolicy;

class FairQueueTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Worker worker = fixture.registered("a");
    private final FairQueue queue = worker.held();
    private final Policy policy =
            new ServingGroup(LeastBacklogPolicy::new, new PoolContext(() -> 0, PoolSettings.DEFAULTS)).policy();
    private long arrivals;

    /** A choice of this worker that costs so much. */
    private record Priced(Worker worker, double charge) implements Choice {}

    private Waiter add(String requestClass, double cost) {
        Waiter waiter = new Waiter(
                PoolFixture.operations(),
                PoolRequest.of(requestClass),
                new TestReceiver(),
                new Waiter.Arrival(arrivals++, 0));
        waiter.enter(new Priced(worker, cost), policy);
        queue.add(waiter);
        return waiter;
    }

    private List<Waiter> fill(String requestClass, int requests) {
        List<Waiter> added = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            added.add(add(requestClass, 1.0));
        }
        return added;
    }

    private @Nullable Waiter serve(Predicate<Waiter> fits) {
        Waiter first = queue.first(fits);
        if (first != null) {
            queue.serve(first);
        }
        return first;
    }

    private Waiter serve() {
        return Objects.requireNonNull(serve(waiter -> true));
    }

    /** Serves so many and tells how many of each class these were. */
    private Map<String, Integer> serve(int requests) {
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < requests; i++) {
            served.merge(serve().request.requestClass(), 1, Integer::sum);
        }
        return served;
    }

    @Test
    void withinAClassTheFirstWhoComesIsServedFirst() {
        List<Waiter> order = fill("news", 100);
        order.forEach(waiter -> assertSame(waiter, serve()));
        assertTrue(queue.isEmpty());
        assertNull(serve(waiter -> true));
    }

    @Test
    void classesShareAlikeHoweverMuchTheyOffer() {
        fill("flood", 1_000);
        fill("brook", 100);
        fill("rill", 100);
        assertEquals(Map.of("flood", 100, "brook", 100, "rill", 100), serve(300));
        assertEquals(Map.of("flood", 900), serve(900));
    }

    @Test
    void aClassThatComesLaterWaitsForNoMoreThanOneOfEachOther() {
        fill("flood", 1_000);
        serve(500);
        Waiter late = add("late", 1.0);
        serve();
        assertSame(late, serve());
    }

    @Test
    void whatCostsThriceGetsAThirdOfTheTurns() {
        for (int i = 0; i < 400; i++) {
            add("dear", 3);
            add("cheap", 1);
        }
        Map<String, Integer> served = serve(400);
        assertEquals(100, Objects.requireNonNull(served.get("dear")), 1);
    }

    @Test
    void whatIsExpectedToCostNothingCostsSomething() {
        for (int i = 0; i < 1_000; i++) {
            add("free", 0);
            add("paid", 10 * FairQueue.MIN_COST);
        }
        assertEquals(100, Objects.requireNonNull(serve(1_100).get("paid")), 1);
    }

    @Test
    void aDearClassGetsItsShareWhileMoreOfItComes() {
        Map<String, Integer> served = new HashMap<>();
        add("dear", 10);
        for (int i = 0; i < 1_100; i++) {
            add("dear", 10);
            add("cheap", 1);
            add("cheap", 1);
            served.merge(serve().request.requestClass(), 1, Integer::sum);
        }
        assertEquals(100, served.getOrDefault("dear", 0), 2);
    }

    @Test
    void aDearClassGetsItsShareWhileSomeOfItGiveUp() {
        Deque<Waiter> dear = new ArrayDeque<>();
        for (int i = 0; i < 2_000; i++) {
            dear.add(add("dear", 10));
            add("cheap", 1);
        }
        int served = 0;
        for (int i = 0; i < 1_100; i++) {
            queue.remove(dear.removeLast());
            if (serve().request.requestClass().equals("dear")) {
                dear.removeFirst();
                served++;
            }
            dear.add(add("dear", 10));
        }
        assertEquals(100, served, 2);
    }

    @Test
    void whoGivesUpWasNeverThere() {
        List<Waiter> news = fill("news", 3);
        List<Waiter> sports = fill("sports", 3);
        queue.remove(news.get(0));
        queue.remove(sports.get(1));
        assertEquals(4, queue.size());
        assertEquals(List.of(news.get(1), news.get(2), sports.get(0), sports.get(2)), queue.inOrder());
        assertEquals(
                List.of(news.get(1), sports.get(0), news.get(2), sports.get(2)),
                List.of(serve(), serve(), serve(), serve()));
    }

    @Test
    void aHeadThatGivesUpLeavesItsTurnToTheNext() {
        Waiter head = add("dear", 100);
        Waiter next = add("dear", 1.0);
        add("cheap", 2);
        queue.remove(head);
        assertSame(next, serve());
    }

    @Test
    void whoDoesNotWaitHereCannotLeave() {
        Waiter waiter = add("news", 1.0);
        queue.remove(waiter);
        assertThrows(IllegalStateException.class, () -> queue.remove(waiter));
        assertThrows(IllegalStateException.class, () -> queue.serve(waiter));
    }

    @Test
    void classesThatSuitNoWorkerArePassedOverAndKeepTheirPlace() {
        Waiter unfit = add("first", 1.0);
        add("first", 1.0);
        Waiter fit = add("second", 1.0);
        Predicate<Waiter> notTheFirst = waiter -> !waiter.request.requestClass().equals("first");
        assertSame(fit, serve(notTheFirst));
        assertNull(serve(notTheFirst));
        assertSame(unfit, serve());
    }

    @Test
    void aRequestThatMayNotGoThereDoesNotKeepTheOthersOfItsClassWaiting() {
        List<Waiter> news = fill("news", 3);
        Waiter sports = add("sports", 1.0);
        Predicate<Waiter> notTheFirst = waiter -> waiter != news.get(0);
        assertSame(news.get(1), serve(notTheFirst));
        assertSame(sports, serve(notTheFirst), "the class had its turn");
        assertSame(news.get(2), serve(notTheFirst));
        assertNull(serve(notTheFirst));
        assertSame(news.get(0), serve());
    }

    @Test
    void aClassThatHadNothingToSendSavesNothingUp() {
        fill("busy", 1_000);
        fill("idle", 1);
        serve(500);
        fill("idle", 500);
        assertEquals(50, Objects.requireNonNull(serve(100).get("idle")), 1);
    }

    @Test
    void aClassThatIsServedAtOnceEachTimeHasNoAdvantageOfIt() {
        fill("busy", 1_000);
        int served = 0;
        for (int i = 0; i < 200; i++) {
            if (queue.inOrder().stream()
                    .noneMatch(waiter -> waiter.request.requestClass().equals("eager"))) {
                add("eager", 1.0);
            }
            served += serve().request.requestClass().equals("eager") ? 1 : 0;
        }
        assertEquals(100, served, 1);
    }

    @Test
    void manyClassesThatCameOnceAreForgotten() {
        fill("busy", 10_000);
        for (int i = 0; i < 5_000; i++) {
            add("once" + i, 1.0);
            serve();
        }
        assertEquals(10_000, queue.size());
        int rest = serve(10_000).values().stream().mapToInt(count -> count).sum();
        assertEquals(10_000, rest);
        assertTrue(queue.isEmpty());
    }

    /** Each class that waits all the time gets the same work done, up to one request of each. */
    @Test
    void whateverComesAndGoesClassesThatAlwaysWaitGetTheSame() {
        Random random = new Random(11);
        Map<String, Double> cost = Map.of("a", 1.0, "b", 2.0, "c", 5.0, "d", 0.5);
        Map<String, Double> done = new HashMap<>();
        List<Waiter> passing = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            for (Map.Entry<String, Double> entry : cost.entrySet()) {
                if (step % 1_000 == 0 || random.nextInt(4) > 0) {
                    add(entry.getKey(), entry.getValue());
                }
            }
            if (random.nextInt(3) == 0) {
                passing.add(add("passing" + random.nextInt(50), 1 + random.nextInt(3)));
            }
            if (!passing.isEmpty() && random.nextInt(6) == 0) {
                queue.remove(passing.remove(random.nextInt(passing.size())));
            }
            Waiter served = serve();
            passing.remove(served);
            done.merge(served.request.requestClass(), served.cost(), Double::sum);
        }
        double least = cost.keySet().stream()
                .mapToDouble(name -> done.getOrDefault(name, 0.0))
                .min()
                .orElseThrow();
        double most = cost.keySet().stream()
                .mapToDouble(name -> done.getOrDefault(name, 0.0))
                .max()
                .orElseThrow();
        assertTrue(most - least <= 10, done.toString());
    }
}
