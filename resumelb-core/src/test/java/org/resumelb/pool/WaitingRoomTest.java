package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom();
    private long arrivals;

    private Waiter waiter(String requestClass, String client) {
        PoolRequest request = new PoolRequest(requestClass, 0, client, Set.of());
        return new Waiter(PoolFixture.operations(), request, new TestReceiver(), new Waiter.Arrival(arrivals++, 0));
    }

    /** Lets one in, and whoever has to go for it out; returns that one. */
    private @Nullable Waiter arrive(Waiter waiter) {
        Waiter displaced = room.displacedBy(waiter);
        if (displaced != null && displaced != waiter) {
            room.leave(displaced);
        }
        if (displaced != waiter) {
            room.enter(waiter);
        }
        return displaced;
    }

    private List<Waiter> fill(String requestClass, int requests) {
        List<Waiter> entered = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Waiter waiter = waiter(requestClass, "");
            assertNull(arrive(waiter));
            entered.add(waiter);
        }
        return entered;
    }

    @Test
    void thereIsRoomUntilItIsFull() {
        room.max(3);
        fill("news", 3);
        assertEquals(3, room.size());
        Waiter last = waiter("news", "");
        assertSame(last, arrive(last), "of the class that fills it the newest is the one who comes");
        assertEquals(3, room.size());
    }

    @Test
    void theNewestOfTheFullestClassHasToGo() {
        room.max(6);
        fill("small", 2);
        List<Waiter> large = fill("large", 4);
        assertSame(large.get(3), arrive(waiter("small", "")));
        assertEquals(6, room.size());
        Waiter third = waiter("small", "");
        assertSame(third, arrive(third), "three and three: nobody has more right to be there");
    }

    @Test
    void aClassOfWhichNoneWaitsIsNotTurnedAwayWhileAnotherHasTwo() {
        room.max(5);
        List<Waiter> large = fill("large", 5);
        for (int i = 0; i < 4; i++) {
            assertSame(large.get(4 - i), arrive(waiter("class" + i, "")));
        }
        Waiter oneTooMany = waiter("class5", "");
        assertSame(oneTooMany, arrive(oneTooMany));
    }

    @Test
    void aClientThatInventsClassesPushesNobodyOut() {
        room.max(100);
        List<Waiter> honest = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            honest.add(waiter("honest" + i % 5, "client" + i));
            assertNull(arrive(honest.get(i)));
        }
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            Waiter invented = waiter("invented" + i, "inventor");
            Waiter displaced = arrive(invented);
            assertTrue(!honest.contains(displaced), "invented class " + i);
            refused += displaced == invented ? 1 : 0;
        }
        assertEquals(920, refused);
        for (int i = 0; i < 5; i++) {
            Waiter displaced = arrive(waiter("honest" + i, "other" + i));
            assertEquals("inventor", displaced == null ? "nobody" : displaced.request.client());
        }
    }

    @Test
    void clientsThatAreNotKnownCountAlike() {
        room.max(10);
        for (int i = 0; i < 10; i++) {
            Waiter waiter = waiter("class" + i, "");
            arrive(waiter);
            assertEquals(1, waiter.clientClasses());
        }
    }

    @Test
    void aClientsClassesAreCountedWhileTheyWait() {
        Waiter first = waiter("a", "client");
        arrive(first);
        Waiter again = waiter("a", "client");
        arrive(again);
        Waiter second = waiter("b", "client");
        arrive(second);
        assertEquals(List.of(1, 1, 2), List.of(first.clientClasses(), again.clientClasses(), second.clientClasses()));
        room.leave(first);
        Waiter third = waiter("c", "client");
        arrive(third);
        assertEquals(3, third.clientClasses(), "one of a still waits");
        room.leave(again);
        room.leave(third);
        Waiter fourth = waiter("d", "client");
        arrive(fourth);
        assertEquals(2, fourth.clientClasses());
    }

    @Test
    void whoDoesNotWaitCannotLeave() {
        Waiter waiter = waiter("a", "client");
        assertThrows(IllegalStateException.class, () -> room.leave(waiter));
        arrive(waiter);
        room.leave(waiter);
        assertThrows(IllegalStateException.class, () -> room.leave(waiter));
        assertEquals(0, room.size());
    }

    /** Against the rule written down with full scans. */
    @Test
    void whateverComesAndGoesTheRightOneHasToGo() {
        Random random = new Random(3);
        room.max(30);
        List<Waiter> inside = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (!inside.isEmpty() && random.nextInt(4) == 0) {
                room.leave(inside.remove(random.nextInt(inside.size())));
            }
            Waiter waiter = waiter("c" + Math.min(random.nextInt(12), random.nextInt(12)), client(random));
            Waiter expected = rule(inside, waiter);
            assertSame(expected, arrive(waiter), "step " + step);
            inside.remove(expected);
            if (expected != waiter) {
                inside.add(waiter);
            }
            assertEquals(inside.size(), room.size());
        }
    }

    private static String client(Random random) {
        int number = random.nextInt(8);
        return number == 0 ? "" : "client" + number;
    }

    private static @Nullable Waiter rule(List<Waiter> inside, Waiter comes) {
        if (inside.size() < 30) {
            return null;
        }
        Map<String, Long> charges = new HashMap<>();
        inside.forEach(
                waiter -> charges.merge(waiter.request.requestClass(), (long) waiter.clientClasses(), Long::sum));
        Map.Entry<String, Long> fullest = charges.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        long classes = inside.stream()
                .filter(waiter -> waiter.request.client().equals(comes.request.client()))
                .map(waiter -> waiter.request.requestClass())
                .distinct()
                .filter(name -> !name.equals(comes.request.requestClass()))
                .count();
        long weight = comes.request.client().isEmpty() ? 1 : classes + 1;
        long own = charges.getOrDefault(comes.request.requestClass(), 0L) + weight;
        if (fullest.getKey().equals(comes.request.requestClass()) || own >= fullest.getValue()) {
            return comes;
        }
        return inside.stream()
                .filter(waiter -> waiter.request.requestClass().equals(fullest.getKey()))
                .reduce((older, newer) -> older.number > newer.number ? older : newer)
                .orElseThrow();
    }
}
