package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static Set<Long> objects(Workload workload) {
        Set<Long> objects = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            for (long object : workload.next().objects) {
                objects.add(object);
            }
        }
        return objects;
    }

    @Test
    void theGreedyShareNothingWithTheOthers() {
        Set<Long> others = objects(new SyntheticWorkload(SyntheticWorkload.Traffic.ofSites(500), 1));
        GreedyTraffic greedy = new GreedyTraffic(3, false, 1);
        Set<String> clients = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            Request request = greedy.get();
            assertTrue(GreedyTraffic.sent(request));
            assertEquals(request.requestClass, request.clientName);
            clients.add(request.clientName);
            for (long object : request.objects) {
                assertTrue(!others.contains(object), () -> "object " + object);
            }
        }
        assertEquals(3, clients.size());
        assertEquals("greedy", new GreedyTraffic(3, true, 1).get().clientName);
    }

    @Test
    void sitesThatAreAskedForAlikeAreAskedForAlike() {
        EvenWorkload workload = new EvenWorkload(10, 3, 0, 1);
        int[] counts = new int[10];
        Set<Long> objects = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Request request = workload.next();
            counts[request.site]++;
            objects.add(request.objects[0]);
        }
        for (int count : counts) {
            assertEquals(1_000, count, 150);
        }
        assertEquals(30, objects.size());
    }

    @Test
    void requestsOfManyClientsComeFromOneAfterTheOther() {
        Workload workload = new OfManyClients(new EvenWorkload(10, 1, 0, 1), 2);
        Set<String> clients = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            clients.add(workload.next().clientName);
        }
        assertEquals(Set.of("client0", "client1"), clients);
    }
}
